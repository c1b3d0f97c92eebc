/**
 * The Merkle log over a ledger's accepted records, as it is stored, served and archived (spec log,
 * archive).
 *
 * <p>Is not trusted: what it serves is believed only as far as a cosigned checkpoint covers it.
 */
package city.urna.network.log;
