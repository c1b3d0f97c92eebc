/**
 * What people said and what became of it (spec consultation): contents under their commitments,
 * lists of public acts, cosigned time, and the replay that says which acts stand and which answers
 * are missing. Knows no signature and no check; {@code check} feeds it what has been checked.
 *
 * <p>Proves, against an administrator with the content store and the node's database, that nothing
 * was changed, dropped, moved or answered silently.
 */
package city.urna.verifier.consultation;
