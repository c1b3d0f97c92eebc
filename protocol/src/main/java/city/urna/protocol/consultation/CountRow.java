package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.log.MerkleTree;
import java.util.Collection;
import java.util.List;

/**
 * How many chains of one kind count on one thing (spec consultation §8.5).
 *
 * @param thing the thing's name; 32 zero bytes where chains act on nothing
 * @param value of the chains' last acts
 * @param number of chains, or of people for an officer's sheets
 */
public record CountRow(Digest thing, ActType type, Identity identity, int value, long number)
    implements Comparable<CountRow> {
  /** The row's bytes (§8.6). */
  public Bytes encode() {
    return Bytes.concat(
        thing.value(),
        Wire.u32(type.number()),
        Wire.u32(identity.number()),
        Wire.u32(value),
        Wire.u64(number));
  }

  @Override
  public int compareTo(CountRow other) {
    return encode().compareTo(other.encode());
  }

  /** The rows that a count decision stands for: no social ones, none of zero, ascending. */
  public static List<CountRow> binding(Collection<CountRow> rows) {
    return rows.stream()
        .filter(row -> row.identity() != Identity.SOCIAL && row.number() > 0)
        .sorted()
        .toList();
  }

  /** The root that a count decision names. */
  public static Digest root(Collection<CountRow> rows) {
    return MerkleTree.root(binding(rows).stream().map(CountRow::encode).toList());
  }
}
