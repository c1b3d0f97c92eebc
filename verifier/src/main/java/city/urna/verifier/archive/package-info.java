/**
 * Reads an archive from a directory that nobody vouches for: the manifest, the records in order, in
 * flat memory (spec archive §1).
 *
 * <p>Not trusted: every file, every name. Whoever controls the directory can at most have it
 * refused.
 */
package city.urna.verifier.archive;
