package city.urna.protocol.bytes;

/**
 * The hash of a ballot's body, by which its voter finds it (spec ballots §2), or of an act (spec
 * consultation §4.1).
 */
public record Tracker(Digest value) implements Comparable<Tracker> {
  /** The tracker that a first ballot replaces: 32 zero bytes. */
  public static final Tracker NONE = new Tracker(Digest.ZERO);

  /** Takes exactly 32 bytes; refuses any other length. */
  public static Parsed<Tracker> parse(Bytes value) {
    return Digest.parse(value).map(Tracker::new);
  }

  /** The 32 bytes. */
  public Bytes bytes() {
    return value.value();
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public int compareTo(Tracker other) {
    return value.compareTo(other.value);
  }
}
