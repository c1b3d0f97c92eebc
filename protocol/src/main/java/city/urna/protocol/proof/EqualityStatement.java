package city.urna.protocol.proof;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.Point;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;

/**
 * That a decryption share is the right one: X = x·G and D = x·A for the same x (spec proofs §3).
 *
 * @param closedSet the closed set hash that the share belongs to
 * @param trustee the trustee's index, from 1
 * @param index the item's place in its question, n for the blank
 * @param key X
 * @param ciphertext the aggregate, whose alpha is A
 * @param share D
 */
public record EqualityStatement(
    Context context,
    Digest closedSet,
    int trustee,
    String question,
    int index,
    Point key,
    Aggregate ciphertext,
    Element share) {
  /** The transcript up to the commitments. */
  Transcript transcript() {
    return Transcript.of("decryption-share", context)
        .absorb("closed-set", closedSet)
        .absorb("trustee", trustee)
        .absorb("question", question)
        .absorb("index", index)
        .absorb("key", key.encode())
        .absorb("ciphertext", ciphertext.encode())
        .absorb("share", share.encode());
  }

  String place() {
    return "decryption share of trustee " + trustee + ", question " + question + ", index " + index;
  }
}
