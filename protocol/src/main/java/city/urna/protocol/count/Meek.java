package city.urna.protocol.count;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Meek's rule (spec counting §13; Hill, Wichmann and Woodall, Algorithm 123, Computer Journal 30
 * (1987)), in the steps A to C of the Proportional Representation Foundation's Reference Meek Rule.
 *
 * <p>Ballots are a tree of preferences: what the options above leave of one vote is the same for
 * all ballots that begin alike, so it flows down once for all of them. Numbers are billionths.
 */
public final class Meek {
  private static final long UNIT = 1_000_000_000;

  /** The surplus below which iteration ends. */
  private static final long OMEGA = 1_000;

  private enum Standing {
    HOPEFUL,
    ELECTED,
    DEFEATED
  }

  /** What is ranked next after the same beginning. */
  private static final class Branch {
    long number;
    final SortedMap<Integer, Branch> next = new TreeMap<>();

    void grow(List<Integer> preferences, long ballots) {
      number += ballots;
      if (!preferences.isEmpty()) {
        next.computeIfAbsent(preferences.getFirst(), _ -> new Branch())
            .grow(preferences.subList(1, preferences.size()), ballots);
      }
    }
  }

  private final Branch root = new Branch();
  private final List<Round> rounds = new ArrayList<>();
  private final Standing[] standing;
  private final long[] keeps;
  private final long[] votes;
  private final int seats;
  private final Ties ties;
  private final long invalid;
  private long quota;
  private long surplus;

  private Meek(Ballots.Rankings rankings, int seats, Marks marks, Ties ties) {
    this.seats = seats;
    this.ties = ties;
    standing = new Standing[rankings.options()];
    keeps = new long[standing.length];
    votes = new long[standing.length];
    // A.
    Arrays.fill(standing, Standing.HOPEFUL);
    Arrays.fill(keeps, UNIT);
    for (Ballots.Alike<List<Ballots.Rank>> alike : rankings.ballots()) {
      List<Integer> preferences = marks.preferences(alike.ballot());
      if (!preferences.isEmpty()) {
        root.grow(preferences, alike.number());
      }
    }
    invalid = rankings.number() - root.number;
  }

  /** Counts for so many seats, at least 1. */
  public static Outcome count(Ballots.Rankings rankings, int seats, Marks marks, Ties ties) {
    Meek meek = new Meek(rankings, seats, marks, ties);
    // B.1.
    while (meek.open() > 0 && meek.with(Standing.HOPEFUL).size() > meek.open()) {
      meek.round();
    }
    meek.finish();
    return Outcome.of(meek.rounds, meek.amounts());
  }

  private int open() {
    return seats - with(Standing.ELECTED).size();
  }

  private void round() {
    List<Reason> reasons = new ArrayList<>();
    List<Integer> elected = iterate();
    elected.forEach(o -> reasons.add(Reason.of(Reason.Cause.QUOTA, o)));
    SortedMap<Integer, Fraction> tallies = Round.all(amounts());
    List<Round.Figure> figures = figures();
    List<Integer> defeated = new ArrayList<>();
    if (elected.isEmpty()) {
      // B.3: whoever the surplus could still lift above the lowest is level with it.
      long lowest = with(Standing.HOPEFUL).stream().mapToLong(o -> votes[o]).min().orElseThrow();
      int loser =
          ties.decide(
              Ties.Wanted.FEWEST, hopeful(o -> votes[o] <= lowest + surplus), rounds, reasons);
      reasons.add(Reason.of(Reason.Cause.FEWEST, loser));
      defeated.add(loser);
      standing[loser] = Standing.DEFEATED;
      keeps[loser] = 0;
      votes[loser] = 0;
    }
    rounds.add(new Round(tallies, elected, defeated, figures, List.of(), reasons));
  }

  /** B.2: until somebody is elected, or the surplus is small enough or falls no more. */
  private List<Integer> iterate() {
    long before = root.number * UNIT;
    while (true) {
      distribute();
      // B.2.c.
      List<Integer> elected = hopeful(o -> votes[o] >= quota);
      elected.forEach(o -> standing[o] = Standing.ELECTED);
      // B.2.d.
      surplus = Math.max(0, with(Standing.ELECTED).stream().mapToLong(o -> votes[o] - quota).sum());
      // B.2.e.
      if (!elected.isEmpty() || surplus < OMEGA || surplus >= before) {
        return elected.stream().sorted(ties.most(amounts())).toList();
      }
      before = surplus;
      // B.2.f: both steps round up.
      for (int option : with(Standing.ELECTED)) {
        keeps[option] = up(up(keeps[option], quota, UNIT), UNIT, votes[option]);
      }
    }
  }

  private void distribute() {
    // B.2.a.
    Arrays.fill(votes, 0);
    flow(root, UNIT);
    // B.2.b: cut off after nine places, and one billionth more.
    quota = Arrays.stream(votes).sum() / (seats + 1L) + 1;
  }

  private void flow(Branch branch, long weight) {
    branch.next.forEach(
        (option, next) -> {
          long kept = up(weight, keeps[option], UNIT);
          votes[option] += kept * next.number;
          if (kept < weight) {
            flow(next, weight - kept);
          }
        });
  }

  /** one × other ÷ divisor, rounded up. */
  private static long up(long one, long other, long divisor) {
    BigInteger[] parts =
        BigInteger.valueOf(one)
            .multiply(BigInteger.valueOf(other))
            .divideAndRemainder(BigInteger.valueOf(divisor));
    return parts[0].longValueExact() + parts[1].signum();
  }

  /** C: seats that are left go to the hopefuls that are left. */
  private void finish() {
    if (rounds.isEmpty()) {
      distribute();
    }
    if (open() > 0) {
      List<Integer> last = with(Standing.HOPEFUL).stream().sorted(ties.most(amounts())).toList();
      last.forEach(o -> standing[o] = Standing.ELECTED);
      if (!last.isEmpty()) {
        rounds.add(
            new Round(
                Round.all(amounts()),
                last,
                List.of(),
                figures(),
                List.of(),
                List.of(Reason.of(Reason.Cause.LAST_SEATS, last))));
      }
    }
  }

  private List<Integer> with(Standing wanted) {
    return IntStream.range(0, standing.length).filter(o -> standing[o] == wanted).boxed().toList();
  }

  private List<Integer> hopeful(IntPredicate which) {
    return with(Standing.HOPEFUL).stream().filter(which::test).toList();
  }

  private static Fraction amount(long billionths) {
    return Fraction.of(billionths, UNIT);
  }

  private List<Fraction> amounts() {
    return Arrays.stream(votes).mapToObj(Meek::amount).toList();
  }

  private List<Round.Figure> figures() {
    List<Round.Figure> figures = new ArrayList<>();
    figures.add(new Round.Figure("quota", amount(quota)));
    figures.add(new Round.Figure("valid", Fraction.of(root.number)));
    figures.add(new Round.Figure("invalid", Fraction.of(invalid)));
    figures.add(
        new Round.Figure("exhausted", amount(root.number * UNIT - Arrays.stream(votes).sum())));
    figures.add(new Round.Figure("surplus", amount(surplus)));
    for (int option = 0; option < keeps.length; option++) {
      figures.add(new Round.Figure("keeps", List.of(option), amount(keeps[option])));
    }
    return figures;
  }
}
