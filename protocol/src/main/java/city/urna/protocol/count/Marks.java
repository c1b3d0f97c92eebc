package city.urna.protocol.count;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * How a ranked ballot with unclear marks is read (spec counting §3).
 *
 * @param overvote what more than one option at a rank does
 * @param skips how many skipped ranks in a row a ballot survives; none: any number
 * @param duplicateEnds whether a second mark for an option ends the ballot; otherwise it is passed
 *     over
 */
public record Marks(Overvote overvote, OptionalInt skips, boolean duplicateEnds) {
  /** Over-votes end a ballot; skipped ranks and second marks are passed over. */
  public static final Marks USUAL = new Marks(Overvote.ENDS, OptionalInt.empty(), false);

  /** What more than one option at a rank does. */
  public enum Overvote {
    /** The ballot counts no further. */
    ENDS,
    /** The rank is passed over. */
    PASSED_OVER,
    /** The ballot ends if several of them still stand; the only one that does gets the vote. */
    ENDS_IF_SEVERAL_STAND
  }

  /** Whom a ballot counts for. */
  public sealed interface Reading {
    /** It counts for this option. */
    record For(int option) implements Reading {}

    /** It counts for nobody any more. */
    record Nobody(Why why) implements Reading {}
  }

  /** Why a ballot counts for nobody; the names are those of a count's figures. */
  public enum Why {
    BLANK("undervotes"),
    EXHAUSTED("exhaustedChoices"),
    OVERVOTE("overvotes"),
    SKIPPED("skippedRankings"),
    REPEATED("repeatedRankings");

    private final String figure;

    Why(String figure) {
      this.figure = figure;
    }

    public String figure() {
      return figure;
    }
  }

  /**
   * Reads the ballot while these options stand. At each rank: skips, then second marks, then
   * over-votes.
   */
  public Reading read(List<Ballots.Rank> ranks, IntPredicate stands) {
    if (ranks.isEmpty()) {
      return new Reading.Nobody(Why.BLANK);
    }
    Set<Integer> marked = new HashSet<>();
    int skipped = 0;
    for (Ballots.Rank rank : ranks) {
      if (rank.isSkipped()) {
        skipped++;
        continue;
      }
      if (skips.isPresent() && skipped > skips.getAsInt()) {
        return new Reading.Nobody(Why.SKIPPED);
      }
      skipped = 0;
      for (int option : rank.marked()) {
        if (!marked.add(option) && duplicateEnds) {
          return new Reading.Nobody(Why.REPEATED);
        }
      }
      List<Integer> standing = rank.marked().stream().filter(stands::test).toList();
      if (rank.isOvervote()) {
        boolean ends =
            switch (overvote) {
              case ENDS -> true;
              case PASSED_OVER -> false;
              case ENDS_IF_SEVERAL_STAND -> rank.unreadable() || standing.size() > 1;
            };
        if (ends) {
          return new Reading.Nobody(Why.OVERVOTE);
        }
        if (overvote == Overvote.PASSED_OVER) {
          continue;
        }
      }
      if (!standing.isEmpty()) {
        return new Reading.For(standing.getFirst());
      }
    }
    return new Reading.Nobody(Why.EXHAUSTED);
  }

  /**
   * The ballot's preferences in order, for rules that read it once.
   *
   * @throws IllegalArgumentException when an over-vote depends on who still stands
   */
  public List<Integer> preferences(List<Ballots.Rank> ranks) {
    if (overvote == Overvote.ENDS_IF_SEVERAL_STAND) {
      throw new IllegalArgumentException("read once, a ballot cannot ask who still stands");
    }
    List<Integer> found = new ArrayList<>();
    while (read(ranks, option -> !found.contains(option)) instanceof Reading.For(int option)) {
      found.add(option);
    }
    return List.copyOf(found);
  }
}
