package city.urna.verifier.count.method;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Counts an election by a method. */
public final class Counter {
  private Counter() {}

  public static Counted count(Election election, Method method, Settings settings) {
    List<String> notes = new ArrayList<>(election.notes());
    Counted counted =
        method.spendsBudget()
            ? spend(election, method, settings, notes)
            : elect(election, method, settings, notes);
    return switch (counted) {
      case Count count -> count.withNotes(notes);
      case Refusal refusal -> refusal;
    };
  }

  private static Counted elect(
      Election election, Method method, Settings settings, List<String> notes) {
    Ballots ballots = election.ballots();
    int seats = settings.seats().orElse(election.seats().orElse(1));
    MarkRules marks = settings.marks();
    if (method == Method.IRV && seats > 1) {
      if (settings.seats().isPresent()) {
        return new Refusal(
            "irv elects one option, not " + seats + ".",
            "Leave out --seats, or choose stv-scottish, stv-wigm or stv-meek.");
      }
      notes.add("irv elects one option; the file's " + seats + " seats are not looked at.");
    }
    if (marks.overvote() == MarkRules.Overvote.EXHAUST_IF_MULTIPLE && needsSettledMarks(method)) {
      return new Refusal(
          method.label() + " reads each ballot once and cannot ask who is still in the count.",
          "Choose --overvote exhaust or --overvote skip.");
    }
    return switch (method) {
      case PLURALITY -> Plurality.onBallots(ballots, seats, marks, settings.tie());
      case APPROVAL -> Approval.onBallots(ballots, seats, settings.tie());
      case SCORE -> Score.onBallots(ballots, seats, settings.tie());
      case BORDA ->
          Borda.onBallots(ballots, firstPoints(election, settings), seats, settings.tie());
      case SCHULZE -> Schulze.onBallots(ballots, seats, settings.tie());
      case IRV -> InstantRunoff.onBallots(ballots, marks, settings.tie());
      case STV_SCOTTISH ->
          Gregory.onBallots(
              ballots, gregory(GregoryRules.SCOTTISH, settings), seats, marks, settings.tie());
      case STV_WIGM ->
          Gregory.onBallots(
              ballots, gregory(GregoryRules.EXACT, settings), seats, marks, settings.tie());
      case STV_MEEK -> Meek.onBallots(ballots, seats, marks, settings.tie());
      case MAJORITY_JUDGMENT -> MajorityJudgment.onBallots(ballots, seats, settings.tie());
      case GREEDY, GREEDY_NO_SKIP, GREEDY_THRESHOLD, GREEDY_EXCLUSIVE, MES, MES_ADD1 ->
          throw new IllegalArgumentException("spends a budget");
    };
  }

  private static boolean needsSettledMarks(Method method) {
    return switch (method) {
      case PLURALITY, STV_SCOTTISH, STV_WIGM, STV_MEEK -> true;
      case APPROVAL,
          SCORE,
          BORDA,
          SCHULZE,
          IRV,
          MAJORITY_JUDGMENT,
          GREEDY,
          GREEDY_NO_SKIP,
          GREEDY_THRESHOLD,
          GREEDY_EXCLUSIVE,
          MES,
          MES_ADD1 ->
          false;
    };
  }

  private static GregoryRules gregory(GregoryRules rules, Settings settings) {
    return settings.quota().map(rules::with).orElse(rules);
  }

  private static int firstPoints(Election election, Settings settings) {
    return settings
        .firstPoints()
        .orElse(election.firstPoints().orElse(election.ballots().options().size() - 1));
  }

  private static Counted spend(
      Election election, Method method, Settings settings, List<String> notes) {
    if (election.budget().isEmpty()) {
      return new Refusal(
          method.label() + " spends a budget, and this file has neither costs nor budget.",
          "Give a Pabulib .pb file, or choose a method that elects.");
    }
    Budget given = election.budget().get();
    Optional<city.urna.verifier.count.Rational> threshold =
        settings.threshold().isPresent() ? settings.threshold() : given.threshold();
    Budget budget = new Budget(given.limit(), given.costs(), threshold, given.conflicts());
    OptionalInt first = OptionalInt.of(firstPoints(election, settings));
    return switch (method) {
      case GREEDY -> {
        if (threshold.isPresent()) {
          notes.add("greedy looks at no threshold; greedy-threshold would.");
        }
        yield Greedy.onBallots(
            election.ballots(), first, budget, Greedy.Rule.GREEDY, settings.tie());
      }
      case GREEDY_NO_SKIP ->
          Greedy.onBallots(election.ballots(), first, budget, Greedy.Rule.NO_SKIP, settings.tie());
      case GREEDY_THRESHOLD ->
          threshold.isEmpty()
              ? new Refusal(
                  "greedy-threshold needs a threshold, and the file states none.",
                  "Give --threshold, or choose greedy.")
              : Greedy.onBallots(
                  election.ballots(), first, budget, Greedy.Rule.THRESHOLD, settings.tie());
      case GREEDY_EXCLUSIVE ->
          Greedy.onBallots(
              election.ballots(), first, budget, Greedy.Rule.EXCLUSIVE, settings.tie());
      case MES, MES_ADD1 ->
          EqualShares.onBallots(
              election.ballots(),
              first,
              budget,
              settings.utility(),
              method == Method.MES_ADD1,
              settings.tie());
      case PLURALITY,
          APPROVAL,
          SCORE,
          BORDA,
          SCHULZE,
          IRV,
          STV_SCOTTISH,
          STV_WIGM,
          STV_MEEK,
          MAJORITY_JUDGMENT ->
          throw new IllegalArgumentException("spends no budget");
    };
  }
}
