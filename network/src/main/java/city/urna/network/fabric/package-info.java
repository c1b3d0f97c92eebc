/**
 * The ledger of several organizations on Hyperledger Fabric (spec fabric): commands go through a
 * peer's gateway, blocks come from peers, and everything else follows from the blocks.
 *
 * <p>The only package that knows Fabric's libraries. A peer is not trusted with content: the log
 * that follows from its blocks is cosigned only by organizations that decided every record again.
 */
package city.urna.network.fabric;
