package city.urna.verifier.count.method;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.TieRule.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Majority judgment (spec counting §8; Balinski and Laraki, <i>A theory of measuring, electing, and
 * ranking</i>, PNAS 104, 2007: the majority-grade and the majority-value).
 *
 * <p>An option's majority-grade is the median of its grades, of two middle ones the worse. The best
 * majority-grade wins. Among level options one ballot of that grade is taken from each and the
 * medians compared again, until they differ; options with the same grades throughout are decided by
 * the tie rule.
 */
public final class MajorityJudgment {
  public static final String NAME = "majority-judgment";

  private MajorityJudgment() {}

  /** Counts grades; refuses all else. */
  public static Counted onBallots(Ballots ballots, int seats, Tie tie) {
    return switch (ballots) {
      case Ballots.Grades grades -> count(grades, seats, tie);
      case Ballots.Approvals _ -> Phrases.wrongBallots(NAME, "grades", "sets of options");
      case Ballots.Points _ -> Phrases.wrongBallots(NAME, "grades", "points");
      case Ballots.Rankings _ -> Phrases.wrongBallots(NAME, "grades", "rankings");
    };
  }

  private static Counted count(Ballots.Grades grades, int seats, Tie tie) {
    List<Option> options = grades.options();
    int worst = grades.scale().size() - 1;
    long[][] received = received(grades);
    List<Integer> remaining = new ArrayList<>(IntStream.range(0, options.size()).boxed().toList());
    List<Integer> winners = new ArrayList<>();
    List<Round> rounds = new ArrayList<>();
    while (winners.size() < Math.min(seats, options.size())) {
      List<Integer> best = new ArrayList<>();
      for (int option : remaining) {
        int against = best.isEmpty() ? -1 : compare(received[option], received[best.getFirst()]);
        if (against < 0) {
          best.clear();
        }
        if (against <= 0) {
          best.add(option);
        }
      }
      var chosen = tie.decide(Purpose.BEST, best, List.of());
      int winner = chosen.option();
      List<String> why = new ArrayList<>();
      if (best.size() > 1) {
        why.add(
            Phrases.names(options, best) + " have the same grades: decided " + chosen.how() + ".");
      }
      why.add(
          Phrases.name(options, winner)
              + " is elected with the majority-grade "
              + grades.scale().get(median(received[winner]))
              + ".");
      List<Round.Tally> tallies =
          remaining.stream()
              .map(o -> new Round.Tally(o, Amount.of(worst - (long) median(received[o]))))
              .toList();
      rounds.add(
          new Round(
              tallies,
              List.of(winner),
              List.of(),
              rounds.isEmpty() ? figures(grades, received) : List.of(),
              List.of(),
              why));
      winners.add(winner);
      remaining.remove(Integer.valueOf(winner));
    }
    List<Amount> tallies =
        IntStream.range(0, options.size())
            .mapToObj(option -> Amount.of(worst - (long) median(received[option])))
            .toList();
    return new Count(
        NAME,
        options,
        winners,
        tallies,
        rounds,
        List.of("A tally is how many grades the majority-grade is above the worst."));
  }

  private static long[][] received(Ballots.Grades grades) {
    long[][] received = new long[grades.options().size()][grades.scale().size()];
    for (Ballots.Grading ballot : grades.ballots()) {
      for (int option = 0; option < received.length; option++) {
        received[option][ballot.grades().get(option)] += ballot.number();
      }
    }
    return received;
  }

  /** The place of the middle grade, of two middle ones the worse; the worst where none is left. */
  static int median(long[] received) {
    long total = java.util.Arrays.stream(received).sum();
    long upTo = 0;
    for (int grade = 0; grade < received.length; grade++) {
      upTo += received[grade];
      // Best first, so the worse middle one of 2k is number k + 1, the middle of 2k + 1 likewise.
      if (upTo >= total / 2 + 1) {
        return grade;
      }
    }
    return received.length - 1;
  }

  /** Negative if the one is better, zero if their grades are the same throughout. */
  static int compare(long[] one, long[] other) {
    long[] left = one.clone();
    long[] right = other.clone();
    long remaining = java.util.Arrays.stream(left).sum();
    for (; remaining > 0; remaining--) {
      int leftMedian = median(left);
      int rightMedian = median(right);
      if (leftMedian != rightMedian) {
        return Integer.compare(leftMedian, rightMedian);
      }
      left[leftMedian]--;
      right[rightMedian]--;
    }
    return 0;
  }

  private static List<Round.Figure> figures(Ballots.Grades grades, long[][] received) {
    List<Round.Figure> figures = new ArrayList<>();
    for (int option = 0; option < received.length; option++) {
      for (int grade = 0; grade < received[option].length; grade++) {
        figures.add(
            Phrases.figure(
                grades.options().get(option).id() + ": " + grades.scale().get(grade),
                received[option][grade]));
      }
    }
    return figures;
  }
}
