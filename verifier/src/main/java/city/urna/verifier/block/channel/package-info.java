/**
 * A Fabric channel's configuration: organizations, policies, orderers, and how one configuration
 * follows another (spec fabric).
 *
 * <p>What it proves: that a configuration came from the one before by an update that those had to
 * sign who could change each of its parts, and what its policies make of a set of signatures. The
 * rules are Fabric's. Not trusted: blocks and whoever wrote them.
 */
package city.urna.verifier.block.channel;
