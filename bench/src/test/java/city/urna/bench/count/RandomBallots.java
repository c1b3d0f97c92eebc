package city.urna.bench.count;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.Utility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Elections drawn from a seed. Most are small, so that ties, empty seats and lost ballots are
 * common; some have many ballots, so that quotas and remainders are not.
 */
final class RandomBallots {
  static final List<String> GRADES = List.of("excellent", "good", "fair", "poor");

  private final Random random;
  private final int options;
  private final int lines;
  private final int most;

  private RandomBallots(long seed, int fewest) {
    random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    options = from(fewest, 6);
    lines = from(0, 14);
    most = random.nextInt(4) == 0 ? 400 : 3;
  }

  /** An election for a method, with whatever ballots and settings the method takes. */
  static BothCounts draw(Method method, long seed) {
    return new RandomBallots(seed, 1).election(method, false);
  }

  /** One with unambiguous ballots only. */
  static BothCounts drawClean(Method method, long seed) {
    return new RandomBallots(seed, 2).election(method, true);
  }

  private BothCounts election(Method method, boolean clean) {
    MarkRules marks = clean ? MarkRules.DEFAULT : marks(method == Method.IRV);
    Ballots ballots =
        switch (method) {
          case PLURALITY -> random.nextBoolean() ? approvals() : rankings(clean);
          case APPROVAL -> approvals();
          case SCORE -> random.nextBoolean() ? approvals() : points();
          case BORDA, SCHULZE, IRV, STV_SCOTTISH, STV_WIGM, STV_MEEK -> rankings(clean);
          case MAJORITY_JUDGMENT -> grades();
          case GREEDY, GREEDY_NO_SKIP, GREEDY_THRESHOLD, GREEDY_EXCLUSIVE, MES, MES_ADD1 ->
              switch (random.nextInt(3)) {
                case 0 -> approvals();
                case 1 -> points();
                default -> rankings(true);
              };
        };
    Tie tie =
        random.nextBoolean()
            ? new Tie(random.nextBoolean(), order(), "the order drawn")
            : Tie.byLot(random.nextBoolean(), seed(), ballots.options());
    return new BothCounts(
        method,
        ballots,
        method == Method.IRV ? 1 : from(1, options),
        method.spendsBudget() ? Optional.of(budget()) : Optional.empty(),
        random.nextBoolean() ? Math.max(1, options - 1) : from(1, 4),
        marks,
        random.nextBoolean() ? Utility.COST : Utility.CARDINALITY,
        tie);
  }

  private byte[] seed() {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return seed;
  }

  private int from(int least, int largest) {
    return least + random.nextInt(largest - least + 1);
  }

  private MarkRules marks(boolean whoStandsIsKnown) {
    return new MarkRules(
        MarkRules.Overvote.values()[random.nextInt(whoStandsIsKnown ? 3 : 2)],
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(2)),
        random.nextBoolean());
  }

  private Ballots.Rankings rankings(boolean clean) {
    List<Ballots.Ranking> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      List<Rank> ranks = new ArrayList<>();
      if (clean || random.nextBoolean()) {
        order().subList(0, from(0, options)).forEach(option -> ranks.add(Rank.of(option)));
      } else {
        int length = from(0, options + 1);
        while (ranks.size() < length) {
          ranks.add(mark());
        }
        while (!ranks.isEmpty() && ranks.getLast().isSkipped()) {
          ranks.removeLast();
        }
      }
      ballots.add(new Ballots.Ranking(from(1, most), ranks));
    }
    return new Ballots.Rankings(BothCounts.options(options), ballots);
  }

  private Rank mark() {
    return switch (random.nextInt(8)) {
      case 0 -> Rank.SKIPPED;
      case 1 -> Rank.OVERVOTE;
      case 2 -> new Rank(order().subList(0, Math.min(from(2, 3), options)), false);
      default -> Rank.of(random.nextInt(options));
    };
  }

  private Ballots.Approvals approvals() {
    List<Ballots.Approval> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      List<Integer> chosen =
          order().subList(0, random.nextBoolean() ? Math.min(1, options) : from(0, options));
      ballots.add(new Ballots.Approval(from(1, most), chosen.stream().sorted().toList()));
    }
    return new Ballots.Approvals(BothCounts.options(options), ballots);
  }

  private Ballots.Points points() {
    List<Ballots.Pointing> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      TreeMap<Integer, Rational> given = new TreeMap<>();
      for (int option : order().subList(0, from(0, options))) {
        given.put(option, Rational.of(from(0, 10)).dividedBy(Rational.of(from(1, 3))));
      }
      ballots.add(new Ballots.Pointing(from(1, most), given));
    }
    return new Ballots.Points(BothCounts.options(options), ballots);
  }

  private Ballots.Grades grades() {
    List<Ballots.Grading> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      ballots.add(
          new Ballots.Grading(
              from(1, most),
              IntStream.range(0, options)
                  .map(_ -> random.nextInt(GRADES.size()))
                  .boxed()
                  .toList()));
    }
    return new Ballots.Grades(BothCounts.options(options), GRADES, ballots);
  }

  /** A budget for some of the projects; costs may be level, fractional, nothing, or withdrawn. */
  private Budget budget() {
    List<Rational> costs = new ArrayList<>();
    List<Set<Integer>> conflicts = new ArrayList<>();
    for (int option = 0; option < options; option++) {
      costs.add(
          switch (random.nextInt(12)) {
            case 0 -> Rational.ZERO;
            case 1 -> Rational.of(999_999_999);
            case 2 -> Rational.of(10);
            default -> Rational.of(from(2, 60)).dividedBy(Rational.of(2));
          });
      int other = random.nextInt(options);
      conflicts.add(random.nextInt(3) == 0 && other != option ? Set.of(other) : Set.of());
    }
    return new Budget(
        Rational.of(from(10, 80)), costs, Optional.of(Rational.of(from(0, 12))), conflicts);
  }

  private List<Integer> order() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, options).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }
}
