/** How the servers start: keys, files, and which parts listen where. */
package city.urna.api.node;
