/** The commands that people and offices run; they speak HTTP, as anyone would. */
package city.urna.client;
