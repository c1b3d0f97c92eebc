/**
 * The board as a device reads it: definitions checked against their signatures and hashes before
 * anything is encrypted to them.
 *
 * <p>Against a node that shows another ballot than the organizations froze: what is read here is
 * signed by the clerk and a majority of the organizations, and its hash is the one announced.
 */
package city.urna.client.board;
