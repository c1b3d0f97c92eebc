package city.urna.protocol.count;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Majority judgment (spec counting §8; Balinski and Laraki, PNAS 104 (2007)).
 *
 * <p>Taking median after median from an option's grades, best first, reads them from place ⌊n ÷ 2⌋
 * outward, downward and upward in turn. Two options therefore differ first at that place, of those
 * where their sorted grades differ, which is read first; no ballot needs to be taken away.
 */
public final class MajorityJudgment {
  private MajorityJudgment() {}

  /** Counts for so many seats. */
  public static Outcome count(Ballots.Grades grades, int seats, Ties ties) {
    long n = grades.number();
    long[][] upTo = cumulated(grades);
    List<Round.Figure> figures = new ArrayList<>();
    for (int option = 0; option < upTo.length; option++) {
      for (int grade = 0; grade < grades.scale(); grade++) {
        long with = upTo[option][grade] - (grade == 0 ? 0 : upTo[option][grade - 1]);
        figures.add(new Round.Figure("grade", List.of(option, grade), Fraction.of(with)));
      }
    }
    List<Integer> remaining = new ArrayList<>(IntStream.range(0, upTo.length).boxed().toList());
    List<Fraction> tallies = List.copyOf(medians(upTo, n, remaining).values());
    List<Round> rounds = new ArrayList<>();
    while (rounds.size() < seats && !remaining.isEmpty()) {
      List<Integer> best =
          remaining.stream()
              .filter(a -> remaining.stream().noneMatch(b -> compare(upTo[b], upTo[a], n) < 0))
              .toList();
      List<Reason> reasons = new ArrayList<>();
      int winner = ties.decide(Ties.Wanted.MOST, best, List.of(), reasons);
      reasons.add(Reason.of(Reason.Cause.BEST_MEDIAN, winner));
      rounds.add(
          new Round(
              medians(upTo, n, remaining),
              List.of(winner),
              List.of(),
              rounds.isEmpty() ? figures : List.of(),
              List.of(),
              reasons));
      remaining.remove(Integer.valueOf(winner));
    }
    return Outcome.of(rounds, tallies);
  }

  /** For each option and grade: how many ballots give it this grade or a better one. */
  private static long[][] cumulated(Ballots.Grades grades) {
    long[][] upTo = new long[grades.options()][grades.scale()];
    for (Ballots.Alike<List<Integer>> alike : grades.ballots()) {
      for (int option = 0; option < upTo.length; option++) {
        for (int grade = alike.ballot().get(option); grade < grades.scale(); grade++) {
          upTo[option][grade] += alike.number();
        }
      }
    }
    return upTo;
  }

  /** The grade at a place, 0 the best ballot's; the worst where there is none. */
  private static int at(long[] upTo, long place) {
    for (int grade = 0; grade < upTo.length - 1; grade++) {
      if (upTo[grade] > place) {
        return grade;
      }
    }
    return upTo.length - 1;
  }

  /** How many grades each majority-grade is above the worst. */
  private static SortedMap<Integer, Fraction> medians(long[][] upTo, long n, List<Integer> among) {
    SortedMap<Integer, Fraction> medians = new TreeMap<>();
    among.forEach(o -> medians.put(o, Fraction.of(upTo[o].length - 1 - (long) at(upTo[o], n / 2))));
    return medians;
  }

  /** Negative where the first is better, zero where all grades are the same. */
  private static int compare(long[] one, long[] other, long n) {
    long first = Long.MAX_VALUE;
    int difference = 0;
    for (int grade = 0; grade < one.length; grade++) {
      // Between these two places one of them has this grade or better, the other a worse one.
      long from = Math.min(one[grade], other[grade]);
      long to = Math.max(one[grade], other[grade]);
      if (from < to) {
        long turn = turn(Math.clamp(n / 2, from, to - 1), n);
        if (turn < first) {
          first = turn;
          difference = one[grade] > other[grade] ? -1 : 1;
        }
      }
    }
    return difference;
  }

  /** When a place is read, 0 for the middle: of an even number upward first, of an odd downward. */
  private static long turn(long place, long n) {
    long away = place - n / 2;
    boolean second = n % 2 == 0 ? away < 0 : away > 0;
    return away == 0 ? 0 : 2 * Math.abs(away) - (second ? 1 : 0);
  }
}
