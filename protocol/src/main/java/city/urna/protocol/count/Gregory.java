package city.urna.protocol.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The single transferable vote with weighted inclusive Gregory transfers (spec counting §11, §12;
 * for Scotland SSI 2007/42, schedule 1, rules 45–52).
 *
 * <p>Every paper knows its value and the preference it lies with; a stage walks over all papers.
 *
 * @param quota how many votes a seat takes
 * @param places to which a value is cut off when a surplus goes on; none: exact
 */
public record Gregory(Quota quota, OptionalInt places) {
  /** Scottish council elections. */
  public static final Gregory SCOTTISH = new Gregory(Quota.DROOP, OptionalInt.of(5));

  /** In exact fractions. */
  public static final Gregory EXACT = new Gregory(Quota.EXACT, OptionalInt.empty());

  /** How many votes a seat takes. */
  public enum Quota {
    /** ⌊V ÷ (S + 1)⌋ + 1; reaching it elects. */
    DROOP,
    /** V ÷ (S + 1); exceeding it elects. */
    EXACT,
    /** V ÷ S; reaching it elects. */
    HARE
  }

  /** Counts for so many seats, at least 1. */
  public Outcome count(Ballots.Rankings rankings, int seats, Marks marks, Ties ties) {
    return new Count(rankings, seats, marks, ties).run();
  }

  private Fraction size(long valid, int seats) {
    return switch (quota) {
      case DROOP -> Fraction.of(valid / (seats + 1L) + 1);
      case EXACT -> Fraction.of(valid, seats + 1L);
      case HARE -> Fraction.of(valid, seats);
    };
  }

  private Fraction cutOff(Fraction value) {
    return places.isPresent() ? value.cutOff(places.getAsInt()) : value;
  }

  /** So many papers alike, on their way together. */
  private static final class Papers {
    final long number;
    final List<Integer> preferences;
    int at;
    Fraction value = Fraction.ONE;

    Papers(long number, List<Integer> preferences) {
      this.number = number;
      this.preferences = preferences;
    }

    int holder() {
      return at < preferences.size() ? preferences.get(at) : NOBODY;
    }

    void goOn(IntPredicate continuing) {
      do {
        at++;
      } while (at < preferences.size() && !continuing.test(preferences.get(at)));
    }
  }

  private static final int NOBODY = -1;

  private enum Standing {
    CONTINUING,
    /** Elected; a surplus, if there is one, has not been transferred. */
    ELECTED,
    /** Elected, and keeps exactly the quota. */
    TRANSFERRED,
    EXCLUDED
  }

  private final class Count {
    private final List<Papers> papers = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();
    private final Standing[] standing;
    private final Fraction[] held;
    private final int seats;
    private final Ties ties;
    private final long valid;
    private final long invalid;
    private final Fraction quota;
    private Fraction exhausted = Fraction.ZERO;
    private Fraction lost = Fraction.ZERO;

    Count(Ballots.Rankings rankings, int seats, Marks marks, Ties ties) {
      this.seats = seats;
      this.ties = ties;
      standing = new Standing[rankings.options()];
      Arrays.fill(standing, Standing.CONTINUING);
      held = new Fraction[rankings.options()];
      Arrays.fill(held, Fraction.ZERO);
      Map<List<Integer>, Long> alike = new LinkedHashMap<>();
      rankings
          .ballots()
          .forEach(b -> alike.merge(marks.preferences(b.ballot()), b.number(), Long::sum));
      alike.remove(List.of());
      alike.forEach((preferences, number) -> papers.add(new Papers(number, preferences)));
      valid = papers.stream().mapToLong(p -> p.number).sum();
      invalid = rankings.number() - valid;
      quota = size(valid, seats);
      papers.forEach(p -> held[p.holder()] = held[p.holder()].plus(Fraction.of(p.number)));
    }

    Outcome run() {
      while (stage()) {
        // Until the seats are filled.
      }
      return Outcome.of(rounds, List.of(held));
    }

    /** One stage; false after the last. */
    private boolean stage() {
      List<Fraction> votes = List.of(held.clone());
      List<Reason> reasons = new ArrayList<>();
      List<Integer> elected = new ArrayList<>(elect(this::reachesQuota, votes));
      elected.forEach(o -> reasons.add(Reason.of(Reason.Cause.QUOTA, o)));
      int open = seats - (int) Arrays.stream(standing).filter(this::isSeated).count();
      boolean last = open <= 0 || with(Standing.CONTINUING).size() <= open;
      if (last && open > 0) {
        List<Integer> others = elect(o -> true, votes);
        elected.addAll(others);
        reasons.add(Reason.of(Reason.Cause.LAST_SEATS, others));
      }
      List<Round.Figure> figures = figures();
      List<Integer> excluded = new ArrayList<>();
      List<Round.Transfer> transfers = List.of();
      if (!last) {
        List<Integer> surpluses =
            with(Standing.ELECTED).stream().filter(o -> votes.get(o).compareTo(quota) > 0).toList();
        boolean none = surpluses.isEmpty();
        List<Integer> among = none ? with(Standing.CONTINUING) : surpluses;
        Ties.Wanted wanted = none ? Ties.Wanted.FEWEST : Ties.Wanted.MOST;
        Fraction extreme =
            none
                ? Collections.min(among.stream().map(votes::get).toList())
                : Collections.max(among.stream().map(votes::get).toList());
        List<Integer> level = among.stream().filter(o -> votes.get(o).equals(extreme)).toList();
        int from = ties.decide(wanted, level, rounds, reasons);
        reasons.add(Reason.of(none ? Reason.Cause.FEWEST : Reason.Cause.SURPLUS, from));
        if (none) {
          excluded.add(from);
          standing[from] = Standing.EXCLUDED;
          transfers = move(from, value -> value, Fraction.ZERO);
        } else {
          Fraction surplus = extreme.minus(quota);
          standing[from] = Standing.TRANSFERRED;
          transfers = move(from, value -> cutOff(value.times(surplus).over(extreme)), quota);
        }
      }
      rounds.add(new Round(Round.all(votes), elected, excluded, figures, transfers, reasons));
      return !last;
    }

    private boolean reachesQuota(int option) {
      int against = held[option].compareTo(quota);
      return Gregory.this.quota == Quota.EXACT ? against > 0 : against >= 0;
    }

    private boolean isSeated(Standing one) {
      return one == Standing.ELECTED || one == Standing.TRANSFERRED;
    }

    private List<Integer> with(Standing wanted) {
      return IntStream.range(0, standing.length)
          .filter(o -> standing[o] == wanted)
          .boxed()
          .toList();
    }

    private List<Integer> elect(IntPredicate who, List<Fraction> votes) {
      List<Integer> elected =
          with(Standing.CONTINUING).stream().filter(who::test).sorted(ties.most(votes)).toList();
      elected.forEach(o -> standing[o] = Standing.ELECTED);
      return elected;
    }

    /** All papers of an option go on with a new value; it keeps what its rule leaves it. */
    private List<Round.Transfer> move(int from, UnaryOperator<Fraction> anew, Fraction keeps) {
      Map<Fraction, Fraction> values = new HashMap<>();
      SortedMap<Integer, Map<Fraction, Long>> arriving = new TreeMap<>();
      for (Papers paper : papers) {
        if (paper.holder() == from) {
          paper.value = values.computeIfAbsent(paper.value, anew);
          paper.goOn(o -> standing[o] == Standing.CONTINUING);
          arriving
              .computeIfAbsent(paper.holder(), _ -> new HashMap<>())
              .merge(paper.value, paper.number, Long::sum);
        }
      }
      Fraction gone = held[from].minus(keeps);
      held[from] = keeps;
      SortedMap<Integer, Fraction> moved = new TreeMap<>();
      arriving.forEach(
          (to, numbers) ->
              moved.put(
                  to,
                  numbers.entrySet().stream()
                      .map(n -> n.getKey().times(n.getValue()))
                      .reduce(Fraction.ZERO, Fraction::plus)));
      moved.forEach(
          (to, votes) -> {
            if (to == NOBODY) {
              exhausted = exhausted.plus(votes);
            } else {
              held[to] = held[to].plus(votes);
            }
          });
      lost = lost.plus(gone.minus(moved.values().stream().reduce(Fraction.ZERO, Fraction::plus)));
      return Round.transfers(from, moved);
    }

    private List<Round.Figure> figures() {
      return List.of(
          new Round.Figure("quota", quota),
          new Round.Figure("valid", valid),
          new Round.Figure("invalid", invalid),
          new Round.Figure("exhausted", exhausted),
          new Round.Figure("lostToRounding", lost));
    }
  }
}
