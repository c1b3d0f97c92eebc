/**
 * Zero-knowledge proofs: that a ciphertext holds one of a few numbers, that a decryption share is
 * right, that a key's owner knows its secret (spec proofs §2–§5).
 *
 * <p>Against whom: a voter who would add 1000 votes or subtract one, a voter who would copy
 * another's ciphertext, a trustee who would steer key or result, and whoever could profit from two
 * wrong proofs that cancel. Each statement goes into the transcript whole, before the commitments;
 * each challenge is recomputed and compared by itself, and only the equations between points are
 * weighted and summed up, with weights that depend on everything in the batch.
 *
 * <p>Checking is in variable time on public inputs. Proving is in variable time too (package {@code
 * group} says what that means); its secrets are used once.
 */
package city.urna.protocol.proof;
