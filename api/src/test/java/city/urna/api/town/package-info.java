/** A whole small town on free ports, over real HTTP: what the tests of the servers play with. */
package city.urna.api.town;
