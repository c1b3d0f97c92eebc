package city.urna.verifier.count;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How unclear marks on a ranked ballot are read (spec counting §3).
 *
 * @param overvote what more than one option at a rank does
 * @param skipsAllowed how many skipped ranks in a row a ballot survives; none means any number
 * @param duplicateExhausts whether an option ranked twice ends the ballot there; otherwise its
 *     second mark is passed over
 */
public record MarkRules(Overvote overvote, OptionalInt skipsAllowed, boolean duplicateExhausts) {
  /** Over-votes end the ballot, skipped ranks and repeated options are passed over. */
  public static final MarkRules DEFAULT =
      new MarkRules(Overvote.EXHAUST, OptionalInt.empty(), false);

  /** What an over-vote does. */
  public enum Overvote {
    /** The ballot counts no further. */
    EXHAUST,
    /** The rank is passed over. */
    SKIP,
    /** The ballot ends if two or more of them are still in the count; one alone gets the vote. */
    EXHAUST_IF_MULTIPLE
  }

  /** The order of preference that is left once unclear marks are settled, most preferred first. */
  public List<Integer> settle(Ballots.Ranking ballot) {
    if (overvote == Overvote.EXHAUST_IF_MULTIPLE) {
      throw new IllegalArgumentException("that rule needs to know who is still in the count");
    }
    List<Integer> preferences = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    int skipped = 0;
    for (Rank rank : ballot.ranks()) {
      if (rank.isSkipped()) {
        skipped++;
        if (skipsAllowed.isPresent() && skipped > skipsAllowed.getAsInt()) {
          return preferences;
        }
        continue;
      }
      skipped = 0;
      if (duplicateExhausts && rank.marked().stream().anyMatch(seen::contains)) {
        return preferences;
      }
      if (rank.isOvervote()) {
        if (overvote == Overvote.EXHAUST) {
          return preferences;
        }
        if (duplicateExhausts) {
          seen.addAll(rank.marked());
        }
        continue;
      }
      int option = rank.marked().getFirst();
      if (seen.add(option)) {
        preferences.add(option);
      }
    }
    return preferences;
  }
}
