/** A Fabric channel made by the tests themselves: authorities, members, configuration, blocks. */
package city.urna.verifier.chain;
