package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each thing was chosen (spec consultation §8.5, §8.6). */
public final class Counts {
  private final SortedMap<Row, Long> numbers = new TreeMap<>(ORDER);

  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::thing)
          .thenComparing(Row::type)
          .thenComparing(Row::identity)
          .thenComparingLong(Row::value);

  /**
   * What is counted together.
   *
   * @param thing its name, or 32 zero bytes
   */
  public record Row(Bytes thing, ActType type, Identity identity, long value) {}

  /** A row and how many chains, or people on officers' sheets, it has. */
  public record Numbered(Row row, long number) {
    Bytes encode() {
      return Bytes.concat(
          row.thing,
          Bytes.u32(row.type.number()),
          Bytes.u32(row.identity.number()),
          Bytes.u32((int) row.value),
          Bytes.u64(number));
    }
  }

  /** Counts the chains of one scope. */
  public static Counts of(List<Chain> chains) {
    Counts counts = new Counts();
    for (Chain chain : chains) {
      if (chain.counts()) {
        counts.numbers.merge(
            new Row(
                chain.on().map(Thing::name).orElse(Bytes.ZERO_32),
                chain.last().type(),
                chain.last().identity(),
                chain.value()),
            chain.number(),
            Long::sum);
      }
    }
    return counts;
  }

  /** Everything above zero, social polls included. */
  public List<Numbered> all() {
    List<Numbered> all = new ArrayList<>();
    numbers.forEach(
        (row, number) -> {
          if (number > 0) {
            all.add(new Numbered(row, number));
          }
        });
    return all;
  }

  /** What a count decision may count: no social polls. Exact bytes, ascending. */
  public List<Bytes> binding() {
    return all().stream()
        .filter(numbered -> numbered.row.identity != Identity.SOCIAL)
        .map(Numbered::encode)
        .sorted()
        .toList();
  }
}
