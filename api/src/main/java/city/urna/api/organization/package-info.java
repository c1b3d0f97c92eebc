/**
 * One organization's node: decides every record again, cosigns what it accepts, endorses what it
 * would accept, and posts what it counted.
 *
 * <p>It is what stands against a node that reorders, drops or invents: without a quorum of these no
 * receipt exists. It trusts the node with nothing but delivery.
 */
package city.urna.api.organization;
