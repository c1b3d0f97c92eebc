package city.urna.bench.count;

import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.count.Ballots.Alike;
import city.urna.protocol.count.EqualShares;
import city.urna.protocol.count.Fraction;
import city.urna.protocol.count.Greedy;
import city.urna.protocol.count.Gregory;
import city.urna.protocol.count.InstantRunoff;
import city.urna.protocol.count.MajorityJudgment;
import city.urna.protocol.count.Marks;
import city.urna.protocol.count.Meek;
import city.urna.protocol.count.MostVotes;
import city.urna.protocol.count.Outcome;
import city.urna.protocol.count.Schulze;
import city.urna.protocol.count.Ties;
import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.method.Counter;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.Settings;
import city.urna.verifier.count.method.Utility;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One election, counted by the platform and by the verifier. Their counts have nothing in common
 * but the specification; here the same ballots are put into both forms, and what comes out is
 * compared to the last figure of the last round.
 *
 * @param first what a first place is worth where rankings become points
 */
record BothCounts(
    Method method,
    Ballots ballots,
    int seats,
    Optional<Budget> budget,
    int first,
    MarkRules marks,
    Utility utility,
    Tie tie) {
  /** The same with other ballots. */
  BothCounts with(Ballots others) {
    return new BothCounts(method, others, seats, budget, first, marks, utility, tie);
  }

  /** The verifier's count. */
  Count verifiers() {
    Election election =
        new Election(
            "",
            ballots,
            OptionalInt.of(seats),
            OptionalInt.of(first),
            Optional.empty(),
            budget,
            Optional.empty(),
            Optional.empty(),
            List.of());
    Settings settings =
        new Settings(
            OptionalInt.empty(),
            tie,
            marks,
            utility,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());
    Counted counted = Counter.count(election, method, settings);
    return switch (counted) {
      case Count count -> count;
      case Refusal refusal -> throw new AssertionError(refusal.toString());
    };
  }

  /** The platform's count. */
  Outcome platforms() {
    Ties ties = new Ties(tie.backwards(), tie.order());
    MostVotes most = new MostVotes(seats);
    return switch (method) {
      case PLURALITY ->
          ballots instanceof Ballots.Approvals sets
              ? most.plurality(sets(sets), ties)
              : most.plurality(rankings(), asMarks(), ties);
      case APPROVAL -> most.approval(sets((Ballots.Approvals) ballots), ties);
      case SCORE, BORDA -> most.count(points().totals(), ties);
      case SCHULZE -> Schulze.count(rankings(), seats, ties);
      case IRV -> InstantRunoff.count(rankings(), asMarks(), ties);
      case STV_SCOTTISH -> Gregory.SCOTTISH.count(rankings(), seats, asMarks(), ties);
      case STV_WIGM -> Gregory.EXACT.count(rankings(), seats, asMarks(), ties);
      case STV_MEEK -> Meek.count(rankings(), seats, asMarks(), ties);
      case MAJORITY_JUDGMENT ->
          MajorityJudgment.count(grades((Ballots.Grades) ballots), seats, ties);
      case GREEDY -> greedy(Greedy.Kind.PLAIN).count(points().totals(), ties);
      case GREEDY_NO_SKIP -> greedy(Greedy.Kind.NO_SKIP).count(points().totals(), ties);
      case GREEDY_THRESHOLD -> greedy(Greedy.Kind.THRESHOLD).count(points().totals(), ties);
      case GREEDY_EXCLUSIVE -> greedy(Greedy.Kind.EXCLUSIVE).count(points().totals(), ties);
      case MES, MES_ADD1 -> {
        Parsed<Outcome> counted =
            new EqualShares(
                    decimal(budget.orElseThrow().limit()),
                    budget.get().costs().stream().map(BothCounts::decimal).toList(),
                    utility == Utility.COST ? EqualShares.Worth.COST : EqualShares.Worth.ONE,
                    method == Method.MES_ADD1)
                .count(points(), ties);
        yield counted.orThrow();
      }
    };
  }

  // The verifier's ballots as the platform's.

  private Greedy greedy(Greedy.Kind kind) {
    Budget spent = budget.orElseThrow();
    List<Greedy.Project> projects = new ArrayList<>();
    for (int option = 0; option < spent.costs().size(); option++) {
      projects.add(
          new Greedy.Project(decimal(spent.costs().get(option)), spent.conflicts().get(option)));
    }
    long threshold = spent.threshold().map(t -> t.numerator().longValueExact()).orElse(0L);
    return new Greedy(kind, decimal(spent.limit()), threshold, projects);
  }

  private Marks asMarks() {
    return new Marks(
        switch (marks.overvote()) {
          case EXHAUST -> Marks.Overvote.ENDS;
          case SKIP -> Marks.Overvote.PASSED_OVER;
          case EXHAUST_IF_MULTIPLE -> Marks.Overvote.ENDS_IF_SEVERAL_STAND;
        },
        marks.skipsAllowed(),
        marks.duplicateExhausts());
  }

  private city.urna.protocol.count.Ballots.Rankings rankings() {
    List<Alike<List<city.urna.protocol.count.Ballots.Rank>>> same = new ArrayList<>();
    for (Ballots.Ranking ballot : ((Ballots.Rankings) ballots).ballots()) {
      same.add(
          new Alike<>(
              ballot.number(),
              ballot.ranks().stream()
                  .map(
                      rank ->
                          new city.urna.protocol.count.Ballots.Rank(
                              new TreeSet<>(rank.marked()), rank.overvoted()))
                  .toList()));
    }
    return new city.urna.protocol.count.Ballots.Rankings(ballots.options().size(), same);
  }

  private static city.urna.protocol.count.Ballots.Sets sets(Ballots.Approvals approvals) {
    return new city.urna.protocol.count.Ballots.Sets(
        approvals.options().size(),
        approvals.ballots().stream()
            .map(b -> new Alike<>(b.number(), sorted(b.chosen())))
            .toList());
  }

  private static java.util.SortedSet<Integer> sorted(List<Integer> chosen) {
    return new TreeSet<>(chosen);
  }

  private city.urna.protocol.count.Ballots.Points points() {
    return switch (ballots) {
      case Ballots.Approvals approvals -> sets(approvals).asPoints();
      case Ballots.Rankings _ -> rankings().asPoints(first);
      case Ballots.Points points ->
          new city.urna.protocol.count.Ballots.Points(
              points.options().size(),
              points.ballots().stream().map(b -> new Alike<>(b.number(), given(b))).toList());
      case Ballots.Grades _ -> throw new IllegalArgumentException("grades are no points");
    };
  }

  private static SortedMap<Integer, Fraction> given(Ballots.Pointing ballot) {
    SortedMap<Integer, Fraction> given = new TreeMap<>();
    ballot.points().forEach((option, points) -> given.put(option, fraction(points)));
    return given;
  }

  private static city.urna.protocol.count.Ballots.Grades grades(Ballots.Grades grades) {
    return new city.urna.protocol.count.Ballots.Grades(
        grades.options().size(),
        grades.scale().size(),
        grades.ballots().stream().map(b -> new Alike<>(b.number(), b.grades())).toList());
  }

  private static Fraction fraction(Rational rational) {
    return new Fraction(rational.numerator(), rational.denominator());
  }

  private static BigDecimal decimal(Rational rational) {
    return new BigDecimal(rational.numerator()).divide(new BigDecimal(rational.denominator()));
  }

  // The two counts side by side.

  /** What differs between the two counts; nothing if they agree in full. */
  List<String> differences() {
    return differences(platforms(), verifiers());
  }

  static List<String> differences(Outcome platform, Count verifier) {
    List<String> differences = new ArrayList<>();
    compare(differences, "winners", verifier.winners(), platform.winners());
    compare(
        differences,
        "tallies",
        verifier.tallies().stream().map(BothCounts::fraction).toList(),
        platform.tallies());
    compare(differences, "number of rounds", verifier.rounds().size(), platform.rounds().size());
    for (int i = 0; i < Math.min(verifier.rounds().size(), platform.rounds().size()); i++) {
      compareRound(
          differences,
          "round " + (i + 1) + ": ",
          verifier,
          verifier.rounds().get(i),
          platform.rounds().get(i));
    }
    return differences;
  }

  private static void compareRound(
      List<String> differences,
      String where,
      Count count,
      Round verifier,
      city.urna.protocol.count.Round platform) {
    SortedMap<Integer, Fraction> tallies = new TreeMap<>();
    verifier.tallies().forEach(tally -> tallies.put(tally.option(), fraction(tally.amount())));
    compare(differences, where + "tallies", tallies, platform.tallies());
    compare(differences, where + "elected", verifier.elected(), platform.elected());
    compare(
        differences,
        where + "eliminated",
        new TreeSet<>(verifier.eliminated()),
        new TreeSet<>(platform.eliminated()));
    Map<String, Fraction> figures = new TreeMap<>();
    verifier.figures().forEach(figure -> figures.put(figure.name(), fraction(figure.amount())));
    Map<String, Fraction> others = new TreeMap<>();
    platform.figures().forEach(figure -> others.put(name(count, figure), figure.amount()));
    figures.values().removeIf(amount -> amount.signum() == 0);
    others.values().removeIf(amount -> amount.signum() == 0);
    compare(differences, where + "figures", figures, others);
    compare(
        differences,
        where + "transfers",
        new TreeSet<>(
            verifier.transfers().stream()
                .map(move -> move.from() + " " + move.to() + " " + fraction(move.amount()))
                .toList()),
        new TreeSet<>(
            platform.transfers().stream()
                .map(move -> move.from() + " " + move.to() + " " + move.votes())
                .toList()));
    compare(
        differences, where + "explained", verifier.why().isEmpty(), platform.reasons().isEmpty());
  }

  /** As the verifier names a figure that is about options. */
  private static String name(Count count, city.urna.protocol.count.Round.Figure figure) {
    List<String> about =
        figure.about().stream()
            .limit(figure.name().equals("grade") ? 1 : 2)
            .map(option -> count.options().get(option).id())
            .toList();
    return switch (figure.name()) {
      case "ballots", "path" ->
          figure.name() + ": " + about.getFirst() + " over " + about.getLast();
      case "keeps" -> "keeps: " + about.getFirst();
      case "grade" -> about.getFirst() + ": " + RandomBallots.GRADES.get(figure.about().getLast());
      default -> figure.name();
    };
  }

  private static Fraction fraction(Amount amount) {
    return fraction(amount.value());
  }

  private static void compare(List<String> differences, String what, Object verifier, Object ours) {
    if (!verifier.equals(ours)) {
      differences.add(what + ": the verifier has " + verifier + ", the platform " + ours);
    }
  }

  static List<Option> options(int number) {
    List<Option> options = new ArrayList<>();
    for (int option = 0; option < number; option++) {
      options.add(Option.named(String.valueOf((char) ('A' + option))));
    }
    return options;
  }
}
