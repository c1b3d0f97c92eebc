/**
 * The log of all accepted records, its checkpoints, and the receipts that voters keep (spec log).
 *
 * <p>Proves that a record stands in an append-only list which the cosigners saw too, against a city
 * that would show different lists to different people: as long as one cosigner of each quorum is
 * honest. The formats are C2SP's {@code tlog-tiles}, {@code signed-note}, {@code tlog-checkpoint},
 * {@code tlog-cosignature} and {@code tlog-proof}, hashing is RFC 6962's, so other people's tools
 * can read all of it.
 */
package city.urna.protocol.log;
