package city.urna.verifier.count.method;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.TieRule;
import city.urna.verifier.count.TieRule.Purpose;
import city.urna.verifier.count.TieRule.Verdict;
import city.urna.verifier.count.method.RankedChoiceRules.Mode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Ranked-choice counts in rounds, for one seat or several, with the settings of RCTab (spec
 * counting §10; RCTab 2.0, {@code config_file_documentation.txt} and {@code Tabulator}).
 *
 * <p>Each round: every ballot counts for its highest option that is still in the count; whoever
 * reaches the threshold is elected; if nobody does, the lowest leaves (or all undeclared write-ins,
 * or a batch that cannot win). With several seats a winner keeps the threshold: each of its ballots
 * goes on with the fraction surplus ÷ votes of its value, cut off after {@code decimals} places.
 */
public final class RankedChoice {
  private final Ballots.Rankings rankings;
  private final RankedChoiceRules rules;
  private final TieRule tie;
  private final List<Option> options;
  private final LiveBallots live;
  private final Map<Integer, Integer> wonIn = new TreeMap<>();
  private final Map<Integer, Integer> leftIn = new TreeMap<>();
  private final List<Integer> winners = new ArrayList<>();
  private final List<List<Rational>> history = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();
  private final int candidates;

  private int round;
  private BigDecimal threshold = BigDecimal.ZERO;
  private BigDecimal residue = BigDecimal.ZERO;
  private BigDecimal[] earlierVotes;

  private RankedChoice(Ballots.Rankings rankings, RankedChoiceRules rules, TieRule tie) {
    this.rankings = rankings;
    this.rules = rules;
    this.tie = tie;
    this.options = rankings.options();
    this.live = new LiveBallots(rankings, rules.marks());
    this.candidates = options.size() - rules.excluded().size();
    this.earlierVotes = new BigDecimal[options.size()];
  }

  /** Counts rankings; refuses all else, and ties that the rule leaves to a person. */
  public static Counted onBallots(Ballots ballots, RankedChoiceRules rules, TieRule tie) {
    return switch (ballots) {
      case Ballots.Rankings rankings -> {
        try {
          yield rules.mode() == Mode.MULTI_PASS
              ? passes(rankings, rules, tie)
              : new RankedChoice(rankings, rules, tie.restarted()).count();
        } catch (Undecided undecided) {
          yield undecided.refusal;
        }
      }
      case Ballots.Approvals _ -> Phrases.wrongBallots(rules.name(), "rankings", "sets of options");
      case Ballots.Points _ -> Phrases.wrongBallots(rules.name(), "rankings", "points");
      case Ballots.Grades _ -> Phrases.wrongBallots(rules.name(), "rankings", "grades");
    };
  }

  private static Count passes(Ballots.Rankings rankings, RankedChoiceRules rules, TieRule tie)
      throws Undecided {
    Set<Integer> excluded = new HashSet<>(rules.excluded());
    List<Integer> winners = new ArrayList<>();
    List<Round> rounds = new ArrayList<>();
    List<Amount> tallies = List.of();
    while (winners.size() < rules.seats()
        && excluded.size() < rankings.options().size() - (rules.undeclared().isPresent() ? 1 : 0)) {
      Count pass = new RankedChoice(rankings, rules.pass(excluded), tie.restarted()).count();
      for (Round one : pass.rounds()) {
        List<Round.Figure> figures = new ArrayList<>(one.figures());
        figures.addFirst(Phrases.figure("pass", winners.size() + 1L));
        rounds.add(
            new Round(
                one.tallies(),
                one.elected(),
                one.eliminated(),
                figures,
                one.transfers(),
                one.why()));
      }
      tallies = pass.tallies();
      if (pass.winners().isEmpty()) {
        break;
      }
      winners.addAll(pass.winners());
      excluded.addAll(pass.winners());
    }
    return new Count(
        rules.name(),
        rankings.options(),
        winners,
        tallies,
        rounds,
        List.of("Each seat is a count of its own; the tallies are those of the last one."));
  }

  private static final class Undecided extends Exception {
    final transient Refusal refusal;

    Undecided(Refusal refusal) {
      this.refusal = refusal;
    }
  }

  private Count count() throws Undecided {
    BigDecimal[] votes = earlierVotes;
    while (goesOn()) {
      round++;
      LiveBallots.Sums sums =
          live.assign(
              this::continuing, rules.transfersSurplus() && winners.size() == rules.seats());
      votes = sums.votes();
      addMovesToEarlierRound(sums.moves());
      if (newThreshold()) {
        threshold = thresholdOf(sum(votes));
      }
      List<Integer> inCount = inCount();
      List<String> why = new ArrayList<>();
      List<Integer> elected = identifyWinners(votes, inCount, why);
      List<Integer> eliminated = List.of();
      if (!elected.isEmpty()) {
        for (int winner : elected) {
          wonIn.put(winner, round);
          winners.add(winner);
        }
        if (rules.transfersSurplus()) {
          elected.forEach(winner -> keepThreshold(winner, sums.votes()[winner], why));
        }
      } else if (mustEliminate()) {
        eliminated = eliminate(votes, inCount, why);
        eliminated.forEach(loser -> leftIn.put(loser, round));
      }
      Set<Integer> shown = new HashSet<>(inCount);
      if (rules.seats() > 1) {
        shown.addAll(showEarlierWinners(votes));
      }
      record(votes, shown, sums.inactive(), elected, eliminated, why);
      earlierVotes = votes;
    }
    BigDecimal[] last = votes;
    List<Amount> tallies =
        IntStream.range(0, options.size())
            .mapToObj(option -> last[option] == null ? Amount.ZERO : Amount.of(last[option]))
            .toList();
    return new Count(rules.name(), options, winners, tallies, rounds, List.of());
  }

  // Who is in the count, and when it ends.

  private boolean continuing(int option) {
    return !rules.excluded().contains(option)
        && !leftIn.containsKey(option)
        && (!wonIn.containsKey(option) || rules.untilTwoRemain());
  }

  private List<Integer> inCount() {
    return IntStream.range(0, options.size()).filter(this::continuing).boxed().toList();
  }

  private boolean goesOn() {
    int declared = options.size() - (rules.undeclared().isPresent() ? 1 : 0);
    if (round >= rules.stopAfter().orElse(Integer.MAX_VALUE)) {
      return false;
    }
    if (winners.size() == declared && rules.seats() > candidates) {
      return false;
    }
    if (rules.untilTwoRemain()) {
      return leftIn.size() + winners.size() + 1 < candidates || leftIn.containsValue(round);
    }
    if (rules.mode() == Mode.BOTTOMS_UP_SHARE) {
      return winners.isEmpty() && !inCount().isEmpty();
    }
    return (winners.size() < rules.seats() && !inCount().isEmpty())
        || (rules.transfersSurplus() && wonIn.containsValue(round));
  }

  private boolean mustEliminate() {
    return winners.size() < rules.seats()
        || (rules.untilTwoRemain() && leftIn.size() < candidates - 2)
        || rules.mode() == Mode.BOTTOMS_UP_SHARE;
  }

  // The threshold.

  private boolean newThreshold() {
    if (round == 1) {
      return true;
    }
    if (rules.seats() > 1 || rules.firstRoundThreshold()) {
      return false;
    }
    return !rules.untilTwoRemain() || winners.isEmpty();
  }

  private BigDecimal thresholdOf(BigDecimal active) {
    if (rules.shareToStay().isPresent()) {
      return active.multiply(rules.shareToStay().get());
    }
    BigDecimal seats = BigDecimal.valueOf(rules.seats());
    int places = rules.fractionalThreshold() ? rules.decimals() : 0;
    if (rules.hareQuota()) {
      return active.divide(seats, places, RoundingMode.UP);
    }
    return active
        .divide(seats.add(BigDecimal.ONE), places, RoundingMode.DOWN)
        .add(BigDecimal.ONE.movePointLeft(places));
  }

  // Winners.

  private List<Integer> identifyWinners(BigDecimal[] votes, List<Integer> inCount, List<String> why)
      throws Undecided {
    if (undeclaredVotes(votes, inCount).signum() != 0) {
      return List.of();
    }
    List<Integer> electable =
        inCount.stream()
            .filter(option -> !wonIn.containsKey(option) && !isUndeclared(option))
            .toList();
    if (rules.mode() == Mode.BOTTOMS_UP_SHARE) {
      boolean all = inCount.stream().allMatch(option -> votes[option].compareTo(threshold) > 0);
      return all
          ? announce(byVotes(electable, votes), votes, why, "exceeds the share to stay")
          : List.of();
    }
    int unfilled = rules.seats() - winners.size();
    List<Integer> found = List.of();
    String reason = "reaches the threshold of " + threshold.toPlainString();
    if (unfilled > 0) {
      if (inCount.size() <= unfilled) {
        found = electable;
        reason = "remains with as many seats as options";
      } else if (rules.firstRoundThreshold() && inCount.size() - 1 == rules.seats()) {
        BigDecimal most = most(electable, votes);
        found = electable.stream().filter(o -> votes[o].compareTo(most) == 0).toList();
        reason = "has most votes of the last that remain";
      } else if (rules.mode() != Mode.BOTTOMS_UP) {
        found = electable.stream().filter(o -> votes[o].compareTo(threshold) >= 0).toList();
      }
    }
    boolean tooMany =
        found.size() > 1
            && (rules.mode() == Mode.ONE_WINNER_A_ROUND || rules.firstRoundThreshold());
    boolean lastTwoLevel =
        rules.seats() == 1
            && found.isEmpty()
            && inCount.size() == 2
            && unfilled == 1
            && votes[lowest(inCount, votes).getFirst()].compareTo(rules.minimumVotes()) >= 0;
    if (tooMany || lastTwoLevel) {
      BigDecimal most = most(electable, votes);
      found = electable.stream().filter(o -> votes[o].compareTo(most) == 0).toList();
      reason = "has most votes";
      if (found.size() > 1) {
        found = List.of(decide(Purpose.BEST, found, why));
      }
    }
    return announce(byVotes(found, votes), votes, why, reason);
  }

  private List<Integer> announce(
      List<Integer> found, BigDecimal[] votes, List<String> why, String reason) {
    for (int winner : found) {
      why.add(
          Phrases.name(options, winner)
              + " is elected with "
              + votes[winner].toPlainString()
              + ": it "
              + reason
              + ".");
    }
    return found;
  }

  private void keepThreshold(int winner, BigDecimal votes, List<String> why) {
    BigDecimal surplus = votes.subtract(threshold);
    BigDecimal fraction =
        surplus.signum() > 0
            ? surplus.divide(votes, rules.decimals(), RoundingMode.DOWN)
            : BigDecimal.ZERO;
    live.keepAllBut(fraction, winner, rules.decimals());
    if (surplus.signum() > 0) {
      why.add(
          "Its surplus of "
              + surplus.toPlainString()
              + " goes on: each of its ballots with "
              + fraction.toPlainString()
              + " of its value.");
    }
  }

  /**
   * What earlier winners keep; above the threshold only by what was cut off, which is set aside.
   */
  private List<Integer> showEarlierWinners(BigDecimal[] votes) {
    List<Integer> shown = new ArrayList<>();
    for (Map.Entry<Integer, Integer> won : wonIn.entrySet()) {
      int winner = won.getKey();
      if (won.getValue() == round) {
        continue;
      }
      shown.add(winner);
      if (won.getValue() < round - 1) {
        votes[winner] = earlierVotes[winner];
        continue;
      }
      BigDecimal kept = live.keptBy(winner);
      BigDecimal above = kept.subtract(threshold);
      if (above.signum() > 0) {
        residue = residue.add(above);
        kept = threshold;
      }
      votes[winner] = kept;
    }
    return shown;
  }

  // Eliminations.

  private List<Integer> eliminate(BigDecimal[] votes, List<Integer> inCount, List<String> why)
      throws Undecided {
    if (undeclaredVotes(votes, inCount).signum() > 0) {
      int undeclared = rules.undeclared().orElseThrow();
      why.add("Undeclared write-ins leave first.");
      return List.of(undeclared);
    }
    if (rules.cutoffElimination()) {
      List<Integer> below =
          inCount.stream().filter(option -> votes[option].compareTo(threshold) < 0).toList();
      if (!below.isEmpty()) {
        why.add("Below the cut-off: " + Phrases.names(options, below) + ".");
        return below;
      }
    }
    List<Integer> few =
        inCount.stream().filter(o -> votes[o].compareTo(rules.minimumVotes()) < 0).toList();
    if (!few.isEmpty()) {
      why.add("Below the minimum of votes: " + Phrases.names(options, few) + ".");
      return few;
    }
    if (rules.batchElimination()) {
      List<Integer> batch = batch(votes, inCount);
      if (batch.size() > 1) {
        why.add(
            Phrases.names(options, batch)
                + " leave together: all their votes taken together are fewer than the next has.");
        return batch;
      }
    }
    List<Integer> lowest = lowest(inCount, votes);
    int loser = lowest.size() == 1 ? lowest.getFirst() : decide(Purpose.WORST, lowest, why);
    why.add(
        Phrases.name(options, loser)
            + " has fewest votes, "
            + votes[loser].toPlainString()
            + ", and leaves.");
    return List.of(loser);
  }

  /** The largest group from below whose votes together do not reach the next one's. */
  private List<Integer> batch(BigDecimal[] votes, List<Integer> inCount) {
    TreeMap<BigDecimal, List<Integer>> byVotes = new TreeMap<>();
    inCount.forEach(o -> byVotes.computeIfAbsent(votes[o], _ -> new ArrayList<>()).add(o));
    BigDecimal together = BigDecimal.ZERO;
    List<Integer> seen = new ArrayList<>();
    List<Integer> batch = List.of();
    List<Integer> batchBefore = List.of();
    for (Map.Entry<BigDecimal, List<Integer>> level : byVotes.entrySet()) {
      if (together.compareTo(level.getKey()) < 0 && seen.size() > batch.size()) {
        batchBefore = batch;
        batch = List.copyOf(seen);
      }
      together = together.add(level.getKey().multiply(BigDecimal.valueOf(level.getValue().size())));
      seen.addAll(level.getValue());
    }
    boolean leavesOne = rules.untilTwoRemain() && batch.size() + leftIn.size() == candidates - 1;
    return leavesOne ? batchBefore : batch;
  }

  private int decide(Purpose purpose, List<Integer> tied, List<String> why) throws Undecided {
    return switch (tie.decide(purpose, tied, history)) {
      case Verdict.Decided decided -> {
        why.add(
            Phrases.names(options, tied)
                + " are level: decided for "
                + Phrases.name(options, decided.option())
                + " "
                + decided.how()
                + ".");
        yield decided.option();
      }
      case Verdict.Undecided undecided ->
          throw new Undecided(
              new Refusal(
                  "Round "
                      + round
                      + ": "
                      + Phrases.names(options, tied)
                      + " are level, and "
                      + undecided.why()
                      + ".",
                  "Say how ties are decided: --tie order, --tie backwards or --tie seed --seed HEX."));
    };
  }

  // Small things.

  private boolean isUndeclared(int option) {
    return rules.undeclared().isPresent() && rules.undeclared().getAsInt() == option;
  }

  private BigDecimal undeclaredVotes(BigDecimal[] votes, List<Integer> inCount) {
    return inCount.stream()
        .filter(this::isUndeclared)
        .map(option -> votes[option])
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  private static BigDecimal most(List<Integer> among, BigDecimal[] votes) {
    return among.stream().map(o -> votes[o]).max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
  }

  private static List<Integer> lowest(List<Integer> among, BigDecimal[] votes) {
    BigDecimal least =
        among.stream().map(o -> votes[o]).min(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
    return among.stream().filter(o -> votes[o].compareTo(least) == 0).toList();
  }

  private static List<Integer> byVotes(List<Integer> chosen, BigDecimal[] votes) {
    return chosen.stream()
        .sorted(Comparator.<Integer, BigDecimal>comparing(o -> votes[o]).reversed())
        .toList();
  }

  private static BigDecimal sum(BigDecimal[] votes) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal each : votes) {
      sum = sum.add(each);
    }
    return sum;
  }

  private void addMovesToEarlierRound(Map<LiveBallots.Move, BigDecimal> moves) {
    if (rounds.isEmpty() || moves.isEmpty()) {
      return;
    }
    Round before = rounds.removeLast();
    List<Round.Transfer> transfers = new ArrayList<>();
    moves.forEach(
        (move, votes) ->
            transfers.add(new Round.Transfer(move.from(), move.to(), Amount.of(votes))));
    rounds.add(
        new Round(
            before.tallies(),
            before.elected(),
            before.eliminated(),
            before.figures(),
            transfers,
            before.why()));
  }

  private void record(
      BigDecimal[] votes,
      Set<Integer> shown,
      Map<LiveBallots.Inactive, BigDecimal> inactive,
      List<Integer> elected,
      List<Integer> eliminated,
      List<String> why) {
    List<Round.Tally> tallies =
        IntStream.range(0, options.size())
            .filter(shown::contains)
            .mapToObj(option -> new Round.Tally(option, Amount.of(votes[option])))
            .toList();
    List<Round.Figure> figures = new ArrayList<>();
    figures.add(new Round.Figure("threshold", Amount.of(threshold)));
    for (LiveBallots.Inactive reason : LiveBallots.Inactive.values()) {
      figures.add(
          new Round.Figure(
              reason.figure, Amount.of(inactive.getOrDefault(reason, BigDecimal.ZERO))));
    }
    if (rules.transfersSurplus()) {
      figures.add(new Round.Figure("residualSurplus", Amount.of(residue)));
    }
    rounds.add(new Round(tallies, elected, eliminated, figures, List.of(), why));
    history.add(
        IntStream.range(0, options.size()).mapToObj(option -> Rational.of(votes[option])).toList());
  }
}
