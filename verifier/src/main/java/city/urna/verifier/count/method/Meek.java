package city.urna.verifier.count.method;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.TieRule.Purpose;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The single transferable vote by Meek's method (spec counting §13; Hill, Wichmann and Woodall,
 * <i>Algorithm 123: single transferable vote by Meek's method</i>, Computer Journal 30, 1987; step
 * by step the PR Foundation's <i>Reference Meek Rule</i>, whose numbers stand below).
 *
 * <p>Every candidate keeps a fraction of each vote that comes by, the keep factor: 1 while hopeful,
 * 0 once defeated, and for the elected whatever leaves them the quota. The fractions are found by
 * iteration with nine decimal places, until the surplus is below a millionth of a vote.
 */
public final class Meek {
  public static final String NAME = "stv-meek";

  private static final int DECIMALS = 9;
  private static final long UNIT = 1_000_000_000L;
  private static final long OMEGA = UNIT / 1_000_000;

  private enum State {
    HOPEFUL,
    ELECTED,
    DEFEATED
  }

  private record Papers(long number, int[] preferences) {}

  private final List<Option> options;
  private final int seats;
  private final Tie tie;
  private final List<Papers> papers;
  private final long valid;
  private final long invalid;
  private final State[] states;
  private final long[] keep;
  private final List<Integer> winners = new ArrayList<>();
  private final List<List<Rational>> history = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();

  private BigInteger[] votes;
  private BigInteger quota = BigInteger.ZERO;
  private BigInteger surplus = BigInteger.ZERO;

  private Meek(Ballots.Rankings rankings, int seats, MarkRules marks, Tie tie) {
    this.options = rankings.options();
    this.seats = seats;
    this.tie = tie;
    Map<List<Integer>, Long> alike = new LinkedHashMap<>();
    for (Ballots.Ranking ballot : rankings.ballots()) {
      List<Integer> preferences = marks.settle(ballot);
      if (!preferences.isEmpty()) {
        alike.merge(preferences, ballot.number(), Long::sum);
      }
    }
    this.papers = new ArrayList<>();
    alike.forEach(
        (preferences, number) ->
            papers.add(
                new Papers(number, preferences.stream().mapToInt(Integer::intValue).toArray())));
    this.valid = papers.stream().mapToLong(Papers::number).sum();
    this.invalid = rankings.size() - valid;
    this.states = new State[options.size()];
    this.keep = new long[options.size()];
    // A.
    Arrays.fill(states, State.HOPEFUL);
    Arrays.fill(keep, UNIT);
    this.votes = zeros();
  }

  /** Counts rankings; refuses all else. */
  public static Counted onBallots(Ballots ballots, int seats, MarkRules marks, Tie tie) {
    return switch (ballots) {
      case Ballots.Rankings rankings -> new Meek(rankings, seats, marks, tie).count();
      case Ballots.Approvals _ -> Phrases.wrongBallots(NAME, "rankings", "sets of options");
      case Ballots.Points _ -> Phrases.wrongBallots(NAME, "rankings", "points");
      case Ballots.Grades _ -> Phrases.wrongBallots(NAME, "rankings", "grades");
    };
  }

  private Count count() {
    // B.1.
    while (winners.size() < seats && hopeful().size() > seats - winners.size()) {
      List<String> why = new ArrayList<>();
      List<Integer> elected = iterate(why);
      List<Integer> defeated = List.of();
      List<Round.Tally> tallies = tallies();
      List<Round.Figure> figures = figures();
      List<Rational> standing = standing();
      if (elected.isEmpty()) {
        defeated = List.of(defeatLowest(why));
      }
      history.add(standing);
      rounds.add(new Round(tallies, elected, defeated, figures, List.of(), why));
    }
    finish();
    List<Amount> tallies = standing().stream().map(v -> Amount.of(v, DECIMALS)).toList();
    return new Count(NAME, options, winners, tallies, rounds, List.of());
  }

  /** B.2: returns those elected, none if the iteration ended for another reason. */
  private List<Integer> iterate(List<String> why) {
    BigInteger surplusBefore = BigInteger.valueOf(valid).multiply(BigInteger.valueOf(UNIT));
    while (true) {
      distribute();
      setQuota();
      // B.2.c
      List<Integer> elected =
          hopeful().stream()
              .filter(option -> votes[option].compareTo(quota) >= 0)
              .sorted(
                  Comparator.<Integer, BigInteger>comparing(option -> votes[option])
                      .reversed()
                      .thenComparing(tie.order()::indexOf))
              .toList();
      for (int option : elected) {
        states[option] = State.ELECTED;
        winners.add(option);
        why.add(
            Phrases.name(options, option)
                + " has "
                + amount(votes[option])
                + ", the quota is "
                + amount(quota)
                + ": elected.");
      }
      // B.2.d
      surplus = BigInteger.ZERO;
      for (int option = 0; option < states.length; option++) {
        if (states[option] == State.ELECTED) {
          surplus = surplus.add(votes[option].subtract(quota));
        }
      }
      surplus = surplus.max(BigInteger.ZERO);
      // B.2.e
      if (!elected.isEmpty()) {
        return elected;
      }
      if (surplus.compareTo(BigInteger.valueOf(OMEGA)) < 0
          || surplus.compareTo(surplusBefore) >= 0) {
        return List.of();
      }
      surplusBefore = surplus;
      // B.2.f
      for (int option = 0; option < states.length; option++) {
        if (states[option] == State.ELECTED) {
          BigInteger kept =
              dividedUp(BigInteger.valueOf(keep[option]).multiply(quota), BigInteger.valueOf(UNIT));
          keep[option] =
              dividedUp(kept.multiply(BigInteger.valueOf(UNIT)), votes[option]).longValueExact();
        }
      }
    }
  }

  /** B.2.b: the quota, cut off after nine places, plus the smallest unit. */
  private void setQuota() {
    BigInteger active = Arrays.stream(votes).reduce(BigInteger.ZERO, BigInteger::add);
    quota = active.divide(BigInteger.valueOf(seats + 1L)).add(BigInteger.ONE);
  }

  /** B.2.a: each candidate on a ballot keeps its share, rounded up, of what has come so far. */
  private void distribute() {
    votes = zeros();
    for (Papers paper : papers) {
      long weight = UNIT;
      for (int option : paper.preferences()) {
        if (keep[option] == 0) {
          continue;
        }
        // At most 10^18: fits.
        long kept = (weight * keep[option] + UNIT - 1) / UNIT;
        votes[option] =
            votes[option].add(
                BigInteger.valueOf(kept).multiply(BigInteger.valueOf(paper.number())));
        weight -= kept;
        if (weight <= 0) {
          break;
        }
      }
    }
  }

  /** B.3: whoever could be lowest but for the surplus still to come is tied with the lowest. */
  private int defeatLowest(List<String> why) {
    BigInteger least =
        hopeful().stream().map(o -> votes[o]).min(BigInteger::compareTo).orElseThrow();
    List<Integer> tied =
        hopeful().stream().filter(o -> votes[o].compareTo(least.add(surplus)) <= 0).toList();
    int lowest = tied.getFirst();
    if (tied.size() > 1) {
      var decided = tie.decide(Purpose.WORST, tied, history);
      lowest = decided.option();
      why.add(
          Phrases.names(options, tied)
              + " are level: decided for "
              + Phrases.name(options, lowest)
              + " "
              + decided.how()
              + ".");
    }
    why.add(
        Phrases.name(options, lowest)
            + " has fewest votes, "
            + amount(votes[lowest])
            + ", and is defeated.");
    defeat(lowest);
    return lowest;
  }

  private void defeat(int option) {
    states[option] = State.DEFEATED;
    keep[option] = 0;
    votes[option] = BigInteger.ZERO;
  }

  /** C: the remaining seats go to the remaining hopefuls, or these are defeated. */
  private void finish() {
    if (rounds.isEmpty()) {
      distribute();
      setQuota();
    }
    List<Integer> remaining =
        hopeful().stream()
            .sorted(
                Comparator.<Integer, BigInteger>comparing(option -> votes[option])
                    .reversed()
                    .thenComparing(tie.order()::indexOf))
            .toList();
    boolean seatsLeft = winners.size() < seats;
    if (seatsLeft && !remaining.isEmpty()) {
      remaining.forEach(
          option -> {
            states[option] = State.ELECTED;
            winners.add(option);
          });
      rounds.add(
          new Round(
              tallies(),
              remaining,
              List.of(),
              figures(),
              List.of(),
              List.of(
                  Phrases.names(options, remaining)
                      + ": as many candidates remain as seats, all are elected; the votes of the one"
                      + " defeated last are not distributed any more.")));
    }
  }

  private List<Integer> hopeful() {
    return IntStream.range(0, states.length)
        .filter(option -> states[option] == State.HOPEFUL)
        .boxed()
        .toList();
  }

  private BigInteger[] zeros() {
    BigInteger[] zeros = new BigInteger[options.size()];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  private static BigInteger dividedUp(BigInteger dividend, BigInteger divisor) {
    return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }

  private static Rational rational(BigInteger billionths) {
    return Rational.of(billionths, BigInteger.valueOf(UNIT));
  }

  private static Amount amount(BigInteger billionths) {
    return Amount.of(rational(billionths), DECIMALS);
  }

  private List<Rational> standing() {
    return Arrays.stream(votes).map(Meek::rational).toList();
  }

  private List<Round.Tally> tallies() {
    return IntStream.range(0, votes.length)
        .mapToObj(option -> new Round.Tally(option, amount(votes[option])))
        .toList();
  }

  private List<Round.Figure> figures() {
    BigInteger active = Arrays.stream(votes).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger all = BigInteger.valueOf(valid).multiply(BigInteger.valueOf(UNIT));
    List<Round.Figure> figures = new ArrayList<>();
    figures.add(new Round.Figure("quota", amount(quota)));
    figures.add(Phrases.figure("valid", valid));
    figures.add(Phrases.figure("invalid", invalid));
    figures.add(new Round.Figure("exhausted", amount(all.subtract(active))));
    figures.add(new Round.Figure("surplus", amount(surplus)));
    for (int option = 0; option < keep.length; option++) {
      figures.add(
          new Round.Figure(
              "keeps: " + options.get(option).id(),
              Amount.of(
                  Rational.of(BigInteger.valueOf(keep[option]), BigInteger.valueOf(UNIT)),
                  DECIMALS)));
    }
    return figures;
  }
}
