package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.records.Anchor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The public acts that one anchor stands for, in their order (spec consultation §5.1).
 *
 * <p>Shapes: 1 to 1,000 exact {@code PublicAct}s, of together at most 1,048,576 bytes.
 */
public record AnchorList(List<Bytes> acts) {
  /** The most acts of one anchor. */
  public static final int MOST_ACTS = 1_000;

  /** The most bytes of one anchor's acts together. */
  public static final int MOST_BYTES = 1_048_576;

  public AnchorList {
    acts = List.copyOf(acts);
    if (acts.isEmpty()
        || acts.size() > MOST_ACTS
        || acts.stream().anyMatch(Bytes::isEmpty)
        || bytes(acts) > MOST_BYTES) {
      throw new IllegalArgumentException("an anchor stands for 1 to 1,000 acts of at most 1 MiB");
    }
  }

  private static long bytes(List<Bytes> acts) {
    return acts.stream().mapToLong(Bytes::size).sum();
  }

  /** The bytes of all acts together, without lengths. */
  public long bytes() {
    return bytes(acts);
  }

  /** The root over the acts' exact bytes. */
  public Digest root() {
    return tree().root();
  }

  /** The tree over the acts' exact bytes; its paths begin with the act's sibling. */
  public MerkleTree tree() {
    MerkleTree tree = new MerkleTree();
    acts.forEach(tree::append);
    return tree;
  }

  /**
   * The anchor's message.
   *
   * @param number from 1, one more than the organization's last in the scope
   * @param previous record hash of that last one, or nothing
   */
  public Anchor anchor(Forum forum, String organization, long number, Bytes previous) {
    return Anchor.newBuilder()
        .setElection(forum.election().toByteString())
        .setOrganization(organization)
        .setNumber(number)
        .setPrevious(previous.toByteString())
        .setActs(acts.size())
        .setBytes(bytes())
        .setRoot(root().value().toByteString())
        .build();
  }

  /** Whether that anchor stands for this list. */
  public boolean isOf(Anchor anchor) {
    return anchor.getActs() == acts.size()
        && anchor.getBytes() == bytes()
        && Bytes.of(anchor.getRoot()).equals(root().value());
  }

  /**
   * Every act, checked: what an organization does before it anchors the list, and another one
   * before it cosigns. Refuses by the first act that does not hold, and one that is there twice.
   */
  public Verdict<List<CheckedAct>> check(Forum forum) {
    List<CheckedAct> checked = new ArrayList<>();
    Set<Tracker> seen = new HashSet<>();
    for (Bytes act : acts) {
      switch (PublicActs.check(forum, act)) {
        case Verdict.Verified<CheckedAct>(CheckedAct one) -> {
          if (!seen.add(one.tracker())) {
            return Verdict.rejected(Refusal.ANCHOR, "act " + checked.size() + ": there twice");
          }
          checked.add(one);
        }
        case Verdict.Rejected<CheckedAct>(Refusal code, String reason) -> {
          return Verdict.rejected(code, "act " + checked.size() + ": " + reason);
        }
      }
    }
    return Verdict.verified(List.copyOf(checked));
  }

  /** The archive's file {@code acts/<record hash>} (§9). */
  public Bytes encode() {
    List<Bytes> parts = new ArrayList<>();
    for (Bytes act : acts) {
      parts.add(Wire.u32(act.size()));
      parts.add(act);
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  /** Reads the archive's file. */
  public static Parsed<AnchorList> decode(Bytes file) {
    if (file.size() > MOST_BYTES + 4 * MOST_ACTS) {
      return new Parsed.Malformed<>("too long for an anchor's list");
    }
    return Wire.read(
        file,
        reader -> {
          List<Bytes> acts = new ArrayList<>();
          while (!reader.end()) {
            acts.add(reader.take(reader.u32()));
          }
          if (acts.isEmpty()
              || acts.size() > MOST_ACTS
              || acts.stream().anyMatch(Bytes::isEmpty)
              || bytes(acts) > MOST_BYTES) {
            throw reader.refuse("not 1 to 1,000 acts of at most 1 MiB");
          }
          return new AnchorList(acts);
        });
  }
}
