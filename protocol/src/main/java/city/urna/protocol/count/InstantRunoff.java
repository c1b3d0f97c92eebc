package city.urna.protocol.count;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Instant run-off (spec counting §9): ballots lie in piles, one for each option that stands; the
 * smallest pile is dealt out again until one holds more than half of what lies there.
 */
public final class InstantRunoff {
  private static final int NOBODY = -1;

  private final SortedMap<Integer, List<Ballots.Alike<List<Ballots.Rank>>>> piles = new TreeMap<>();
  private final Map<Marks.Why, Long> spent = new EnumMap<>(Marks.Why.class);
  private final List<Round> rounds = new ArrayList<>();
  private final Marks marks;
  private final Ties ties;

  private InstantRunoff(Marks marks, Ties ties) {
    this.marks = marks;
    this.ties = ties;
  }

  /** Counts for one seat. */
  public static Outcome count(Ballots.Rankings rankings, Marks marks, Ties ties) {
    InstantRunoff runoff = new InstantRunoff(marks, ties);
    IntStream.range(0, rankings.options()).forEach(o -> runoff.piles.put(o, new ArrayList<>()));
    runoff.deal(rankings.ballots());
    while (runoff.rounds.isEmpty() || runoff.rounds.getLast().elected().isEmpty()) {
      runoff.round();
    }
    List<Fraction> tallies =
        IntStream.range(0, rankings.options())
            .mapToObj(o -> runoff.rounds.getLast().tallies().getOrDefault(o, Fraction.ZERO))
            .toList();
    return Outcome.of(runoff.rounds, tallies);
  }

  /** Puts ballots on the piles of those they count for now, and says how many went where. */
  private SortedMap<Integer, Long> deal(List<Ballots.Alike<List<Ballots.Rank>>> ballots) {
    SortedMap<Integer, Long> dealt = new TreeMap<>();
    for (Ballots.Alike<List<Ballots.Rank>> alike : ballots) {
      switch (marks.read(alike.ballot(), piles::containsKey)) {
        case Marks.Reading.For(int option) -> {
          piles.get(option).add(alike);
          dealt.merge(option, alike.number(), Long::sum);
        }
        case Marks.Reading.Nobody(Marks.Why why) -> {
          spent.merge(why, alike.number(), Long::sum);
          dealt.merge(NOBODY, alike.number(), Long::sum);
        }
      }
    }
    return dealt;
  }

  private void round() {
    SortedMap<Integer, Long> votes = new TreeMap<>();
    piles.forEach((o, pile) -> votes.put(o, pile.stream().mapToLong(Ballots.Alike::number).sum()));
    long threshold = votes.values().stream().mapToLong(Long::longValue).sum() / 2 + 1;
    long most = votes.values().stream().max(Long::compare).orElseThrow();
    long fewest = votes.values().stream().min(Long::compare).orElseThrow();
    List<Round.Figure> figures = new ArrayList<>();
    figures.add(new Round.Figure("threshold", threshold));
    for (Marks.Why why : Marks.Why.values()) {
      figures.add(new Round.Figure(why.figure(), spent.getOrDefault(why, 0L)));
    }
    List<Reason> reasons = new ArrayList<>();
    List<Integer> elected = new ArrayList<>();
    List<Integer> eliminated = new ArrayList<>();
    SortedMap<Integer, Long> dealt = new TreeMap<>();
    if (most >= threshold || piles.size() <= 2) {
      int winner = ties.decide(Ties.Wanted.MOST, holding(votes, most), rounds, reasons);
      boolean quota = most >= threshold;
      reasons.add(Reason.of(quota ? Reason.Cause.QUOTA : Reason.Cause.MOST, winner));
      elected.add(winner);
    } else {
      int loser = ties.decide(Ties.Wanted.FEWEST, holding(votes, fewest), rounds, reasons);
      reasons.add(Reason.of(Reason.Cause.FEWEST, loser));
      eliminated.add(loser);
      dealt = deal(piles.remove(loser));
    }
    SortedMap<Integer, Fraction> tallies = new TreeMap<>();
    votes.forEach((o, number) -> tallies.put(o, Fraction.of(number)));
    SortedMap<Integer, Fraction> moved = new TreeMap<>();
    dealt.forEach((to, number) -> moved.put(to, Fraction.of(number)));
    int from = eliminated.isEmpty() ? NOBODY : eliminated.getFirst();
    rounds.add(
        new Round(tallies, elected, eliminated, figures, Round.transfers(from, moved), reasons));
  }

  private static List<Integer> holding(SortedMap<Integer, Long> votes, long number) {
    return votes.keySet().stream().filter(o -> votes.get(o) == number).toList();
  }
}
