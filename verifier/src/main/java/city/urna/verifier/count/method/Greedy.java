package city.urna.verifier.count.method;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The greedy budget rules of Pabulib (spec counting §14; the .pb file format, field {@code rule}).
 *
 * <p>Projects are taken by votes or points, highest first, level ones in the tie rule's order. A
 * project whose cost fits into what is left of the budget is funded; the rules differ in what
 * happens to the others. Costs and budget are exact.
 */
public final class Greedy {
  /** The cost by which Pabulib's files mark a withdrawn project. */
  private static final Rational WITHDRAWN = Rational.of(999_999_999);

  /** What sets the rules apart. */
  public enum Rule {
    /** A project that does not fit is passed over; any threshold is ignored. */
    GREEDY("greedy"),
    /** The count stops at the first project that does not fit. */
    NO_SKIP("greedy-no-skip"),
    /** As greedy, among projects with at least the threshold. */
    THRESHOLD("greedy-threshold"),
    /** As greedy, passing over projects that exclude one already funded. */
    EXCLUSIVE("greedy-exclusive");

    private final String label;

    Rule(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  private Greedy() {}

  /** Counts totals, for example those that trustees decrypted. */
  public static Count onTotals(
      List<Option> options, List<Rational> totals, Budget budget, Rule rule, Tie tie) {
    if (totals.size() != options.size() || budget.costs().size() != options.size()) {
      throw new IllegalArgumentException("one total and one cost for each option");
    }
    if (rule == Rule.THRESHOLD && budget.threshold().isEmpty()) {
      throw new IllegalArgumentException("greedy-threshold needs a threshold");
    }
    Optional<Rational> threshold = rule == Rule.GREEDY ? Optional.empty() : budget.threshold();
    List<Integer> funded = new ArrayList<>();
    List<Round> rounds = new ArrayList<>();
    Rational left = budget.limit();
    boolean stopped = false;
    for (int option : MostVotes.order(totals, tie)) {
      Rational cost = budget.costs().get(option);
      Optional<Integer> rival =
          rule == Rule.EXCLUSIVE
              ? funded.stream().filter(other -> budget.conflict(option, other)).findFirst()
              : Optional.empty();
      String reason;
      boolean fund = false;
      if (stopped) {
        reason = "comes after the first project that did not fit";
      } else if (threshold.isPresent() && totals.get(option).compareTo(threshold.get()) < 0) {
        reason = "has fewer than the threshold of " + threshold.get();
      } else if (rival.isPresent()) {
        reason = "is excluded by " + Phrases.name(options, rival.get());
      } else if (cost.compareTo(left) <= 0) {
        reason = "costs " + cost + ", " + left + " are left: it is funded";
        fund = true;
      } else {
        reason = "costs " + cost + ", but only " + left + " are left";
        stopped = rule == Rule.NO_SKIP && !cost.equals(WITHDRAWN);
      }
      if (fund) {
        funded.add(option);
        left = left.minus(cost);
      }
      rounds.add(
          new Round(
              List.of(new Round.Tally(option, Amount.of(totals.get(option)))),
              fund ? List.of(option) : List.of(),
              fund ? List.of() : List.of(option),
              List.of(
                  new Round.Figure("cost", Amount.of(cost)),
                  new Round.Figure("left", Amount.of(left))),
              List.of(),
              List.of(Phrases.name(options, option) + " " + reason + ".")));
    }
    List<Amount> tallies = totals.stream().map(Amount::of).toList();
    return new Count(rule.label(), options, funded, tallies, rounds, List.of());
  }

  /**
   * Counts ballots: sets of projects by votes, points by points, rankings by Borda points; refuses
   * grades.
   */
  public static Counted onBallots(
      Ballots ballots, OptionalInt firstPoints, Budget budget, Rule rule, Tie tie) {
    return switch (ballots) {
      case Ballots.Approvals approvals ->
          onTotals(approvals.options(), Approval.votes(approvals), budget, rule, tie);
      case Ballots.Points points ->
          onTotals(points.options(), Score.sums(points), budget, rule, tie);
      case Ballots.Rankings rankings ->
          onTotals(
              rankings.options(),
              Borda.sums(rankings, firstPoints.orElse(rankings.options().size() - 1)),
              budget,
              rule,
              tie);
      case Ballots.Grades _ ->
          Phrases.wrongBallots(rule.label(), "sets of projects, points or rankings", "grades");
    };
  }
}
