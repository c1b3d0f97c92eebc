package city.urna.protocol.proof;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;

/**
 * That a ciphertext holds one of lo…hi under a key, said by one credential about one place of a
 * ballot (spec proofs §2).
 *
 * @param context process, scope, election hash
 * @param credential the Ed25519 key that the ballot belongs to, 32 bytes
 * @param index the item's place; n for the blank, n+1 for the sum
 */
public record RangeStatement(
    Context context,
    RangeKind kind,
    String style,
    String question,
    Bytes credential,
    int index,
    PublicKey key,
    Ciphertext ciphertext,
    int lo,
    int hi) {
  /** The most values that a range may have. */
  public static final int MOST_BRANCHES = 1024;

  public RangeStatement {
    if (lo < 0 || hi < lo || hi - lo >= MOST_BRANCHES) {
      throw new IllegalArgumentException("no range: " + lo + " to " + hi);
    }
  }

  /** k: how many values, and branches of the proof, there are. */
  public int branches() {
    return hi - lo + 1;
  }

  /** The transcript up to the commitments. */
  Transcript transcript() {
    return Transcript.of(kind.type(), context)
        .absorb("style", style)
        .absorb("question", question)
        .absorb("credential", credential)
        .absorb("index", index)
        .absorb("key", key.encode())
        .absorb("ciphertext", ciphertext.encode())
        .absorb("range", Bytes.concat(Wire.u32(lo), Wire.u32(hi)))
        .count(branches());
  }

  String place() {
    return kind.type() + " proof of question " + question + ", index " + index;
  }
}
