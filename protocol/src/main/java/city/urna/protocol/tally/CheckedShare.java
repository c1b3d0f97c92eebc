package city.urna.protocol.tally;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.group.Element;
import java.util.Collections;
import java.util.List;

/**
 * A trustee's decryption share of which every proof holds. Only {@link DecryptionShares} makes one.
 */
public final class CheckedShare {
  private final Digest closedSet;
  private final int trustee;
  private final List<List<Element>> points;

  CheckedShare(Digest closedSet, int trustee, List<List<Element>> points) {
    this.closedSet = closedSet;
    this.trustee = trustee;
    this.points = Collections.unmodifiableList(points);
  }

  /** The closed set hash of what it decrypts. */
  Digest closedSet() {
    return closedSet;
  }

  /** The trustee's index. */
  public int trustee() {
    return trustee;
  }

  /** D by question in the scope's order, for each item and then the blank. */
  List<List<Element>> points() {
    return points;
  }
}
