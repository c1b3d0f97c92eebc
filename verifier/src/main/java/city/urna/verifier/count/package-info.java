/**
 * Elections as a counter sees them, and what a count answers: options, ballots, ties, rounds.
 *
 * <p>The rules are in {@code method}, the files in {@code format}, the command in {@code command}.
 * Nothing here comes from the platform that counts the same elections: where the two differ, one of
 * them is wrong. Specification: docs/spec/counting.md.
 */
package city.urna.verifier.count;
