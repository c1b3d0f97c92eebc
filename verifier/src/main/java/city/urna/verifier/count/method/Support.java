package city.urna.verifier.count.method;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who supports which project with how many points: alike ballots are one group, points are whole
 * numbers (all multiplied by the same {@link #scale()}).
 */
final class Support {
  private final long[] numbers;
  private final int[] firstMark;
  private final int[][] supporters;
  private final long[][] points;
  private final Rational scale;
  private final boolean tooFine;

  private Support(int options, Map<SortedMap<Integer, Rational>, Long> alike) {
    BigInteger common = BigInteger.ONE;
    BigInteger highest = BigInteger.ONE;
    for (SortedMap<Integer, Rational> ballot : alike.keySet()) {
      for (Rational given : ballot.values()) {
        BigInteger denominator = given.denominator();
        common = common.multiply(denominator.divide(common.gcd(denominator)));
        highest = highest.max(given.numerator());
      }
    }
    scale = Rational.of(common);
    long voters = alike.values().stream().mapToLong(Long::longValue).sum();
    tooFine =
        common.multiply(highest).multiply(BigInteger.valueOf(Math.max(1, voters))).bitLength() > 60;
    numbers = new long[alike.size()];
    firstMark = new int[alike.size() + 1];
    List<List<Integer>> groupsOf = new ArrayList<>();
    List<List<Long>> pointsOf = new ArrayList<>();
    for (int option = 0; option < options; option++) {
      groupsOf.add(new ArrayList<>());
      pointsOf.add(new ArrayList<>());
    }
    int group = 0;
    for (Map.Entry<SortedMap<Integer, Rational>, Long> entry : alike.entrySet()) {
      numbers[group] = entry.getValue();
      for (Map.Entry<Integer, Rational> given : entry.getKey().entrySet()) {
        if (given.getValue().signum() > 0 && !tooFine) {
          groupsOf.get(given.getKey()).add(group);
          pointsOf
              .get(given.getKey())
              .add(given.getValue().times(scale).numerator().longValueExact());
          firstMark[group + 1]++;
        }
      }
      firstMark[group + 1] += firstMark[group];
      group++;
    }
    supporters =
        groupsOf.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    points =
        pointsOf.stream()
            .map(list -> list.stream().mapToLong(Long::longValue).toArray())
            .toArray(long[][]::new);
  }

  static Support of(Ballots.Approvals approvals) {
    Map<SortedMap<Integer, Rational>, Long> alike = new LinkedHashMap<>();
    for (Ballots.Approval ballot : approvals.ballots()) {
      SortedMap<Integer, Rational> given = new TreeMap<>();
      ballot.chosen().forEach(option -> given.put(option, Rational.ONE));
      alike.merge(given, ballot.number(), Long::sum);
    }
    return new Support(approvals.options().size(), alike);
  }

  static Support of(Ballots.Points ballots) {
    Map<SortedMap<Integer, Rational>, Long> alike = new LinkedHashMap<>();
    ballots.ballots().forEach(b -> alike.merge(b.points(), b.number(), Long::sum));
    return new Support(ballots.options().size(), alike);
  }

  static Support of(Ballots.Rankings rankings, int firstPoints) {
    Map<SortedMap<Integer, Rational>, Long> alike = new LinkedHashMap<>();
    for (Ballots.Ranking ballot : rankings.ballots()) {
      alike.merge(Borda.asPoints(ballot, firstPoints), ballot.number(), Long::sum);
    }
    return new Support(rankings.options().size(), alike);
  }

  /** Whether points and voters are so many that sums would not fit into 60 bits. */
  boolean tooFine() {
    return tooFine;
  }

  Rational scale() {
    return scale;
  }

  int groups() {
    return numbers.length;
  }

  long number(int group) {
    return numbers[group];
  }

  /** How many projects all groups support, taken together. */
  int marks() {
    return firstMark[numbers.length];
  }

  /** How many of these belong to groups before this one. */
  int firstMark(int group) {
    return firstMark[group];
  }

  /** All voters' points for a project. */
  long total(int project) {
    long total = 0;
    for (int s = 0; s < supporters[project].length; s++) {
      total += points[project][s] * numbers[supporters[project][s]];
    }
    return total;
  }

  /** The groups that support a project. The caller does not change the array. */
  int[] supporters(int project) {
    return supporters[project];
  }

  /** Their points, in the same order. The caller does not change the array. */
  long[] points(int project) {
    return points[project];
  }
}
