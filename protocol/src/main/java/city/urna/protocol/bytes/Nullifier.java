package city.urna.protocol.bytes;

/** The hash of a credential in its scope: one voice, however often it votes (spec ballots §2). */
public record Nullifier(Digest value) implements Comparable<Nullifier> {
  /** Takes exactly 32 bytes; refuses any other length. */
  public static Parsed<Nullifier> parse(Bytes value) {
    return Digest.parse(value).map(Nullifier::new);
  }

  /** The 32 bytes. */
  public Bytes bytes() {
    return value.value();
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public int compareTo(Nullifier other) {
    return value.compareTo(other.value);
  }
}
