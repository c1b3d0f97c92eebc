package city.urna.protocol.count;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One round of a count (spec counting §18): what everybody had, what was decided and why, and what
 * moved for that.
 *
 * @param tallies of the options that took part
 * @param elected elected, or funded, in order
 * @param eliminated eliminated, or passed over
 * @param figures the round's other numbers
 */
public record Round(
    SortedMap<Integer, Fraction> tallies,
    List<Integer> elected,
    List<Integer> eliminated,
    List<Figure> figures,
    List<Transfer> transfers,
    List<Reason> reasons) {
  public Round {
    tallies = Collections.unmodifiableSortedMap(new TreeMap<>(tallies));
    elected = List.copyOf(elected);
    eliminated = List.copyOf(eliminated);
    figures = List.copyOf(figures);
    transfers = List.copyOf(transfers);
    reasons = List.copyOf(reasons);
  }

  /**
   * A named number.
   *
   * @param about the options that it is about, if it is not about all; of a grade: option and grade
   */
  public record Figure(String name, List<Integer> about, Fraction amount) {
    public Figure {
      about = List.copyOf(about);
    }

    Figure(String name, Fraction amount) {
      this(name, List.of(), amount);
    }

    Figure(String name, long amount) {
      this(name, Fraction.of(amount));
    }
  }

  /** Votes that went from one option to another, or to nobody. */
  public record Transfer(int from, OptionalInt to, Fraction votes) {}

  /** What moved away from an option, by where it went; −1 is nobody. */
  static List<Transfer> transfers(int from, Map<Integer, Fraction> moved) {
    return moved.entrySet().stream()
        .map(
            move ->
                new Transfer(
                    from,
                    move.getKey() < 0 ? OptionalInt.empty() : OptionalInt.of(move.getKey()),
                    move.getValue()))
        .toList();
  }

  /** Tallies of all options. */
  static SortedMap<Integer, Fraction> all(List<Fraction> totals) {
    SortedMap<Integer, Fraction> tallies = new TreeMap<>();
    totals.forEach(total -> tallies.put(tallies.size(), total));
    return tallies;
  }
}
