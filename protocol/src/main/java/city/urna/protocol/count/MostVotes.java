package city.urna.protocol.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.IntStream;

/**
 * Plurality, approval, score and Borda (spec counting §1, §5, §6): the items with the most votes or
 * points are selected.
 *
 * @param seats how many, unsigned; all items where there are no more than that
 */
public record MostVotes(int seats) implements CountingRule {
  @Override
  public Outcome count(List<Fraction> totals, Ties ties) {
    return count(totals, ties, List.of());
  }

  private Outcome count(List<Fraction> totals, Ties ties, List<Round.Figure> figures) {
    List<Integer> ranking =
        IntStream.range(0, totals.size()).boxed().sorted(ties.most(totals)).toList();
    int filled = (int) Math.min(Integer.toUnsignedLong(seats), ranking.size());
    List<Integer> elected = ranking.subList(0, filled);
    List<Reason> reasons = new ArrayList<>();
    reasons.add(Reason.of(Reason.Cause.MOST, elected));
    if (filled > 0 && filled < ranking.size()) {
      Fraction last = totals.get(elected.getLast());
      if (last.equals(totals.get(ranking.get(filled)))) {
        List<Integer> level = ranking.stream().filter(o -> totals.get(o).equals(last)).toList();
        reasons.add(Reason.of(Reason.Cause.LEVEL_ALWAYS, level).with(elected.getLast()));
      }
    }
    return Outcome.of(
        List.of(new Round(Round.all(totals), elected, List.of(), figures, List.of(), reasons)),
        totals);
  }

  /** Plurality on ballots: one with several choices counts for nobody. */
  public Outcome plurality(Ballots.Sets sets, Ties ties) {
    long[] votes = new long[sets.options()];
    long blank = 0;
    long spoilt = 0;
    for (Ballots.Alike<SortedSet<Integer>> alike : sets.ballots()) {
      switch (alike.ballot().size()) {
        case 0 -> blank += alike.number();
        case 1 -> votes[alike.ballot().first()] += alike.number();
        default -> spoilt += alike.number();
      }
    }
    return plurality(votes, blank, spoilt, ties);
  }

  /** Plurality on rankings: each counts for its first preference. */
  public Outcome plurality(Ballots.Rankings rankings, Marks marks, Ties ties) {
    long[] votes = new long[rankings.options()];
    long blank = 0;
    long spoilt = 0;
    for (Ballots.Alike<List<Ballots.Rank>> alike : rankings.ballots()) {
      List<Integer> preferences = marks.preferences(alike.ballot());
      if (!preferences.isEmpty()) {
        votes[preferences.getFirst()] += alike.number();
      } else if (alike.ballot().isEmpty()) {
        blank += alike.number();
      } else {
        spoilt += alike.number();
      }
    }
    return plurality(votes, blank, spoilt, ties);
  }

  private Outcome plurality(long[] votes, long blank, long spoilt, Ties ties) {
    return count(
        Arrays.stream(votes).mapToObj(Fraction::of).toList(),
        ties,
        List.of(new Round.Figure("blank", blank), new Round.Figure("not countable", spoilt)));
  }

  /** Approval on ballots: each counts once for every option that it chooses. */
  public Outcome approval(Ballots.Sets sets, Ties ties) {
    long blank =
        sets.ballots().stream()
            .filter(alike -> alike.ballot().isEmpty())
            .mapToLong(Ballots.Alike::number)
            .sum();
    return count(sets.asPoints().totals(), ties, List.of(new Round.Figure("blank", blank)));
  }
}
