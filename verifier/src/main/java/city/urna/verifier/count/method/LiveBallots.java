package city.urna.verifier.count.method;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Rank;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The ballots of a ranked-choice count in progress: for whom each counts, with what value, and if
 * no longer, why (RCTab's {@code CastVoteRecord} and {@code computeTalliesForRound}).
 */
final class LiveBallots {
  /** Why a ballot counts for nobody. */
  enum Inactive {
    BLANK("undervotes"),
    EXHAUSTED("exhaustedChoices"),
    OVERVOTE("overvotes"),
    SKIPPED("skippedRankings"),
    REPEATED("repeatedRankings"),
    FINAL_SURPLUS("finalRoundSurplus");

    final String figure;

    Inactive(String figure) {
      this.figure = figure;
    }
  }

  private static final int NOBODY = -1;

  private static final class Live {
    final long number;
    final List<Rank> ranks;
    final Map<Integer, BigDecimal> kept = new TreeMap<>();
    BigDecimal value = BigDecimal.ONE;
    int recipient = NOBODY;
    Optional<Inactive> inactive = Optional.empty();

    Live(Ballots.Ranking ballot) {
      number = ballot.number();
      ranks = ballot.ranks();
    }

    BigDecimal worth() {
      return value.multiply(BigDecimal.valueOf(number));
    }
  }

  /** A vote on its way from one option to another, or out of the count. */
  record Move(int from, OptionalInt to) {}

  private final List<Live> ballots;
  private final MarkRules marks;
  private final int options;

  LiveBallots(Ballots.Rankings rankings, MarkRules marks) {
    this.ballots = rankings.ballots().stream().map(Live::new).toList();
    this.marks = marks;
    this.options = rankings.options().size();
  }

  /** One round's sums. */
  record Sums(
      BigDecimal[] votes, Map<Inactive, BigDecimal> inactive, Map<Move, BigDecimal> moves) {}

  /** Assigns each ballot to its highest option still in the count and adds up. */
  Sums assign(IntPredicate continuing, boolean seatsFilled) {
    BigDecimal[] votes = new BigDecimal[options];
    java.util.Arrays.fill(votes, BigDecimal.ZERO);
    Map<Inactive, BigDecimal> inactive = new EnumMap<>(Inactive.class);
    Map<Move, BigDecimal> moves =
        new TreeMap<>(
            java.util.Comparator.comparingInt(Move::from)
                .thenComparingInt(move -> move.to().orElse(options)));
    for (Live ballot : ballots) {
      boolean stays =
          ballot.inactive.isPresent()
              || (ballot.recipient != NOBODY && continuing.test(ballot.recipient));
      if (!stays) {
        int before = ballot.recipient;
        choose(ballot, continuing, seatsFilled);
        if (before != NOBODY && ballot.value.signum() > 0) {
          OptionalInt to =
              ballot.inactive.isPresent() ? OptionalInt.empty() : OptionalInt.of(ballot.recipient);
          moves.merge(new Move(before, to), ballot.worth(), BigDecimal::add);
        }
      }
      if (ballot.inactive.isPresent()) {
        inactive.merge(ballot.inactive.get(), ballot.worth(), BigDecimal::add);
      } else {
        votes[ballot.recipient] = votes[ballot.recipient].add(ballot.worth());
      }
    }
    return new Sums(votes, inactive, moves);
  }

  private void choose(Live ballot, IntPredicate continuing, boolean seatsFilled) {
    ballot.recipient = NOBODY;
    if (ballot.ranks.isEmpty()) {
      ballot.inactive = Optional.of(Inactive.BLANK);
      return;
    }
    if (seatsFilled) {
      ballot.inactive = Optional.of(Inactive.FINAL_SURPLUS);
      return;
    }
    Set<Integer> seen = new HashSet<>();
    int skipped = 0;
    for (Rank rank : ballot.ranks) {
      if (rank.isSkipped()) {
        skipped++;
        continue;
      }
      if (marks.skipsAllowed().isPresent() && skipped > marks.skipsAllowed().getAsInt()) {
        ballot.inactive = Optional.of(Inactive.SKIPPED);
        return;
      }
      skipped = 0;
      if (marks.duplicateExhausts()) {
        for (int option : rank.marked()) {
          if (!seen.add(option)) {
            ballot.inactive = Optional.of(Inactive.REPEATED);
            return;
          }
        }
      }
      List<Integer> candidates = rank.marked();
      if (rank.isOvervote()) {
        long standing = candidates.stream().filter(continuing::test).count();
        switch (marks.overvote()) {
          case EXHAUST -> {
            ballot.inactive = Optional.of(Inactive.OVERVOTE);
            return;
          }
          case SKIP -> candidates = List.of();
          case EXHAUST_IF_MULTIPLE -> {
            if (standing > 1 || rank.overvoted()) {
              ballot.inactive = Optional.of(Inactive.OVERVOTE);
              return;
            }
          }
        }
      }
      for (int option : candidates) {
        if (continuing.test(option)) {
          ballot.recipient = option;
          return;
        }
      }
    }
    ballot.inactive = Optional.of(Inactive.EXHAUSTED);
  }

  /** Each ballot of a winner goes on with this fraction of its value; the rest stays. */
  void keepAllBut(BigDecimal surplusFraction, int winner, int decimals) {
    for (Live ballot : ballots) {
      if (ballot.inactive.isEmpty() && ballot.recipient == winner) {
        BigDecimal goesOn =
            ballot.value.multiply(surplusFraction).setScale(decimals, RoundingMode.DOWN);
        ballot.kept.put(winner, ballot.value.subtract(goesOn));
        ballot.value = goesOn;
      }
    }
  }

  /** What stayed with a winner. */
  BigDecimal keptBy(int winner) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Live ballot : ballots) {
      BigDecimal kept = ballot.kept.get(winner);
      if (kept != null) {
        sum = sum.add(kept.multiply(BigDecimal.valueOf(ballot.number)));
      }
    }
    return sum;
  }
}
