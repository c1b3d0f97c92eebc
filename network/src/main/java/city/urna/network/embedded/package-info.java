/**
 * The ledger in one file, for a city that starts without a network of organizations' peers, and the
 * copies by which its organizations watch it.
 *
 * <p>Is not trusted: an attacker who holds the node can withhold records and stop. Every
 * organization replays every block with {@link city.urna.network.embedded.Follower} before it
 * cosigns, so forging, altering, reordering and dropping what was promised shows.
 */
package city.urna.network.embedded;
