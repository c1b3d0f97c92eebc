package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;

/** A roll entry's commitment to the register's number of a person (spec credentials §2.2). */
public final class PersonCommitment {
  /** The salt's length in bytes; it stays with the registrar, for sworn auditors. */
  public static final int SALT_SIZE = 32;

  private PersonCommitment() {}

  /**
   * The commitment.
   *
   * @param process process, scope and the record hash of the process
   * @param person the register's number of the person
   */
  public static Digest of(Context process, Bytes salt, String person) {
    if (salt.size() != SALT_SIZE) {
      throw new IllegalArgumentException("the salt has 32 bytes");
    }
    return Transcript.of("person", process).absorb("salt", salt).absorb("person", person).hash();
  }
}
