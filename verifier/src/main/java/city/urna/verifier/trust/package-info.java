/**
 * The auditor's trust file: the keys and hashes that a verdict stands on, obtained elsewhere than
 * from the archive (spec archive §2).
 *
 * <p>Whoever writes this file decides what {@code valid} means; a file made by the demo that also
 * made the archive proves only that the two agree.
 */
package city.urna.verifier.trust;
