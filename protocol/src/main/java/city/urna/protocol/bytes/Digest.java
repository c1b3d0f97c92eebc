package city.urna.protocol.bytes;

import java.security.MessageDigest;

/** Exactly 32 bytes: a SHA-256 value, or what stands in the place of one. */
public record Digest(Bytes value) implements Comparable<Digest> {
  /** The length in bytes. */
  public static final int SIZE = 32;

  /** 32 zero bytes: no tracker, no context, no hash yet. */
  public static final Digest ZERO = new Digest(Bytes.zero(SIZE));

  public Digest {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + value.size());
    }
  }

  /** SHA-256 over the parts one after the other. The caller answers for injectivity. */
  public static Digest sha256(Bytes... parts) {
    MessageDigest sha256 = Sha256.start();
    for (Bytes part : parts) {
      part.updateInto(sha256);
    }
    return new Digest(Bytes.of(sha256.digest()));
  }

  /** Takes exactly 32 bytes; refuses any other length. */
  public static Parsed<Digest> parse(Bytes value) {
    return value.size() == SIZE
        ? new Parsed.Ok<>(new Digest(value))
        : new Parsed.Malformed<>("a digest has 32 bytes, not " + value.size());
  }

  /** Reads 64 lower-case hex digits; refuses anything else. */
  public static Parsed<Digest> fromHex(String text) {
    return Bytes.fromHex(text).flatMap(Digest::parse);
  }

  public String hex() {
    return value.hex();
  }

  public boolean isZero() {
    return equals(ZERO);
  }

  @Override
  public int compareTo(Digest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return hex();
  }
}
