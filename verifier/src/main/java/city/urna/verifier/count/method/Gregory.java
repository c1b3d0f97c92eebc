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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The single transferable vote by weighted inclusive Gregory transfers (spec counting §11 and §12;
 * Scottish Local Government Elections Order 2007, SSI 2007/42, schedule 1 rules 45 to 52; the exact
 * variant keeps fractions where those rules cut off).
 *
 * <p>A stage ends with a transfer: of the largest surplus, or, where there is none, of the papers
 * of the candidate with fewest votes. All papers of a transferring candidate move, each with its
 * value × surplus ÷ the candidate's votes. The count ends as soon as the seats are filled or as
 * many candidates remain as seats; a candidate excluded last still has the papers transferred, but
 * no surplus goes on.
 */
public final class Gregory {
  private enum State {
    HOPEFUL,
    ELECTED,
    SETTLED,
    EXCLUDED
  }

  private final List<Option> options;
  private final GregoryRules rules;
  private final int seats;
  private final Tie tie;
  private final Parcels[] held;
  private final State[] states;
  private final Rational quota;
  private final long valid;
  private final long invalid;
  private final List<Integer> winners = new ArrayList<>();
  private final List<List<Rational>> history = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();

  private Rational exhausted = Rational.ZERO;
  private Rational cutOff = Rational.ZERO;

  private Gregory(
      Ballots.Rankings rankings, GregoryRules rules, int seats, MarkRules marks, Tie tie) {
    this.options = rankings.options();
    this.rules = rules;
    this.seats = seats;
    this.tie = tie;
    this.states = new State[options.size()];
    this.held = new Parcels[options.size()];
    for (int option = 0; option < held.length; option++) {
      states[option] = State.HOPEFUL;
      held[option] = new Parcels();
    }
    List<List<Parcels.Papers>> first = new ArrayList<>();
    options.forEach(_ -> first.add(new ArrayList<>()));
    long counted = 0;
    for (Ballots.Ranking ballot : rankings.ballots()) {
      List<Integer> preferences = marks.settle(ballot);
      if (!preferences.isEmpty()) {
        first.get(preferences.getFirst()).add(new Parcels.Papers(ballot.number(), preferences, 0));
        counted += ballot.number();
      }
    }
    for (int option = 0; option < held.length; option++) {
      held[option].add(Rational.ONE, first.get(option));
    }
    this.valid = counted;
    this.invalid = rankings.size() - counted;
    this.quota = rules.quotaFor(valid, seats);
  }

  /** Counts rankings; refuses all else. */
  public static Counted onBallots(
      Ballots ballots, GregoryRules rules, int seats, MarkRules marks, Tie tie) {
    return switch (ballots) {
      case Ballots.Rankings rankings -> new Gregory(rankings, rules, seats, marks, tie).count();
      case Ballots.Approvals _ -> Phrases.wrongBallots(rules.name(), "rankings", "sets of options");
      case Ballots.Points _ -> Phrases.wrongBallots(rules.name(), "rankings", "points");
      case Ballots.Grades _ -> Phrases.wrongBallots(rules.name(), "rankings", "grades");
    };
  }

  private Count count() {
    boolean more = true;
    while (more) {
      List<String> why = new ArrayList<>();
      List<Rational> standing = standing();
      List<Integer> elected = electByQuota(why);
      List<Integer> excluded = List.of();
      Map<OptionalInt, Rational> moved = Map.of();
      int from = -1;
      if (complete()) {
        elected.addAll(fillLastSeats(why));
        more = false;
      }
      history.add(standing);
      List<Round.Figure> figures = figures();
      if (more) {
        from = largestSurplus(why);
        if (from < 0) {
          from = lowest(why);
          excluded = List.of(from);
          moved = exclude(from);
        } else {
          moved = transferSurplus(from);
        }
      }
      rounds.add(
          new Round(tallies(standing), elected, excluded, figures, transfers(from, moved), why));
    }
    List<Amount> tallies = standing().stream().map(this::amount).toList();
    return new Count(rules.name(), options, winners, tallies, rounds, List.of());
  }

  private List<Integer> electByQuota(List<String> why) {
    List<Integer> reached =
        hopeful().stream()
            .filter(option -> rules.elects(held[option].votes(), quota))
            .sorted(
                Comparator.<Integer, Rational>comparing(option -> held[option].votes())
                    .reversed()
                    .thenComparing(tie.order()::indexOf))
            .toList();
    List<Integer> elected = new ArrayList<>();
    for (int option : reached) {
      elect(option);
      elected.add(option);
      why.add(
          Phrases.name(options, option)
              + " has "
              + amount(held[option].votes())
              + ", the quota is "
              + amount(quota)
              + ": elected.");
    }
    return elected;
  }

  private boolean complete() {
    return winners.size() >= seats || hopeful().size() <= seats - winners.size();
  }

  private List<Integer> fillLastSeats(List<String> why) {
    if (winners.size() >= seats) {
      return List.of();
    }
    List<Integer> last =
        hopeful().stream()
            .sorted(
                Comparator.<Integer, Rational>comparing(option -> held[option].votes())
                    .reversed()
                    .thenComparing(tie.order()::indexOf))
            .toList();
    last.forEach(this::elect);
    if (!last.isEmpty()) {
      why.add(
          Phrases.names(options, last) + ": as many candidates remain as seats, all are elected.");
    }
    return last;
  }

  private void elect(int option) {
    states[option] = State.ELECTED;
    winners.add(option);
  }

  /** The candidate whose surplus is to be transferred, or −1. */
  private int largestSurplus(List<String> why) {
    List<Integer> pending =
        IntStream.range(0, states.length)
            .filter(o -> states[o] == State.ELECTED && held[o].votes().compareTo(quota) > 0)
            .boxed()
            .toList();
    if (pending.isEmpty()) {
      return -1;
    }
    Rational most =
        pending.stream().map(o -> held[o].votes()).max(Rational::compareTo).orElseThrow();
    List<Integer> level = pending.stream().filter(o -> held[o].votes().equals(most)).toList();
    int chosen = choose(Purpose.BEST, level, why);
    why.add(
        "The surplus of "
            + Phrases.name(options, chosen)
            + ", "
            + amount(most.minus(quota))
            + ", is transferred.");
    return chosen;
  }

  private int lowest(List<String> why) {
    Rational least =
        hopeful().stream().map(o -> held[o].votes()).min(Rational::compareTo).orElseThrow();
    List<Integer> level = hopeful().stream().filter(o -> held[o].votes().equals(least)).toList();
    int chosen = choose(Purpose.WORST, level, why);
    why.add(
        Phrases.name(options, chosen)
            + " has fewest votes, "
            + amount(least)
            + ", and is excluded.");
    return chosen;
  }

  private int choose(Purpose purpose, List<Integer> level, List<String> why) {
    if (level.size() == 1) {
      return level.getFirst();
    }
    var decided = tie.decide(purpose, level, history.subList(0, history.size() - 1));
    why.add(
        Phrases.names(options, level)
            + " are level: decided for "
            + Phrases.name(options, decided.option())
            + " "
            + decided.how()
            + ".");
    return decided.option();
  }

  private Map<OptionalInt, Rational> transferSurplus(int from) {
    Rational votes = held[from].votes();
    Rational surplus = votes.minus(quota);
    states[from] = State.SETTLED;
    TreeMap<Rational, List<Parcels.Papers>> parcels = held[from].takeAll(quota);
    Map<OptionalInt, Rational> moved = emptyMoves();
    parcels.forEach(
        (value, papers) -> pass(rules.transferValue(value, surplus, votes), papers, moved));
    Rational arrived = moved.values().stream().reduce(Rational.ZERO, Rational::plus);
    cutOff = cutOff.plus(surplus.minus(arrived));
    return moved;
  }

  private Map<OptionalInt, Rational> exclude(int from) {
    states[from] = State.EXCLUDED;
    Map<OptionalInt, Rational> moved = emptyMoves();
    held[from].takeAll(Rational.ZERO).forEach((value, papers) -> pass(value, papers, moved));
    return moved;
  }

  private static Map<OptionalInt, Rational> emptyMoves() {
    return new TreeMap<>(Comparator.comparingInt(to -> to.orElse(Integer.MAX_VALUE)));
  }

  private void pass(Rational value, List<Parcels.Papers> papers, Map<OptionalInt, Rational> moved) {
    Map<Integer, List<Parcels.Papers>> sorted = new TreeMap<>();
    long nonTransferable = 0;
    for (Parcels.Papers paper : papers) {
      int position = paper.position() + 1;
      List<Integer> preferences = paper.preferences();
      while (position < preferences.size() && states[preferences.get(position)] != State.HOPEFUL) {
        position++;
      }
      if (position == preferences.size()) {
        nonTransferable += paper.number();
      } else {
        sorted
            .computeIfAbsent(preferences.get(position), _ -> new ArrayList<>())
            .add(new Parcels.Papers(paper.number(), preferences, position));
      }
    }
    sorted.forEach(
        (to, parcel) -> {
          held[to].add(value, parcel);
          long number = parcel.stream().mapToLong(Parcels.Papers::number).sum();
          moved.merge(OptionalInt.of(to), value.times(number), Rational::plus);
        });
    if (nonTransferable > 0) {
      Rational lost = value.times(nonTransferable);
      exhausted = exhausted.plus(lost);
      moved.merge(OptionalInt.empty(), lost, Rational::plus);
    }
  }

  private List<Integer> hopeful() {
    return IntStream.range(0, states.length)
        .filter(option -> states[option] == State.HOPEFUL)
        .boxed()
        .toList();
  }

  private List<Rational> standing() {
    return java.util.Arrays.stream(held).map(Parcels::votes).toList();
  }

  private Amount amount(Rational value) {
    return rules.decimals().isPresent()
        ? Amount.of(value, rules.decimals().getAsInt())
        : Amount.of(value);
  }

  private List<Round.Tally> tallies(List<Rational> standing) {
    return IntStream.range(0, standing.size())
        .mapToObj(option -> new Round.Tally(option, amount(standing.get(option))))
        .toList();
  }

  private List<Round.Figure> figures() {
    return List.of(
        new Round.Figure("quota", amount(quota)),
        Phrases.figure("valid", valid),
        Phrases.figure("invalid", invalid),
        new Round.Figure("exhausted", amount(exhausted)),
        new Round.Figure("lostToRounding", amount(cutOff)));
  }

  private List<Round.Transfer> transfers(int from, Map<OptionalInt, Rational> moved) {
    List<Round.Transfer> transfers = new ArrayList<>();
    moved.forEach((to, votes) -> transfers.add(new Round.Transfer(from, to, amount(votes))));
    return transfers;
  }
}
