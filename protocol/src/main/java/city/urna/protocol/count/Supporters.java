package city.urna.protocol.count;

import city.urna.protocol.bytes.Parsed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Who gives how many points to what (spec counting §15). Voters with the same ballot are one group;
 * points are whole numbers, all multiplied by the same scale.
 */
final class Supporters {
  /** The largest sum of points that is shared exactly. */
  private static final int MOST_BITS = 60;

  private final long scale;
  private final long[] groups;
  private final List<OfItem> points;
  private final List<Integer> supported;

  private Supporters(long scale, long[] groups, List<OfItem> points, List<Integer> supported) {
    this.scale = scale;
    this.groups = groups;
    this.points = List.copyOf(points);
    this.supported = List.copyOf(supported);
  }

  /** By what all points are multiplied. */
  long scale() {
    return scale;
  }

  /** How many voters each group has; nobody changes it. */
  long[] groups() {
    return groups;
  }

  /** Each item's supporters. */
  List<OfItem> points() {
    return points;
  }

  /** The items that have any. */
  List<Integer> supported() {
    return supported;
  }

  /** One item's supporters: parallel arrays that nobody changes. */
  static final class OfItem {
    final int[] groups;
    final long[] points;

    OfItem(List<Integer> groups, List<Long> points) {
      this.groups = groups.stream().mapToInt(Integer::intValue).toArray();
      this.points = points.stream().mapToLong(Long::longValue).toArray();
    }

    /** All points of all its supporters. */
    long together(long[] voters) {
      long together = 0;
      for (int s = 0; s < groups.length; s++) {
        together += points[s] * voters[groups[s]];
      }
      return together;
    }
  }

  long voters() {
    return Arrays.stream(groups).sum();
  }

  /** Refuses points so fine or so many that their sums leave 60 bits. */
  static Parsed<Supporters> of(Ballots.Points ballots) {
    Map<SortedMap<Integer, Fraction>, Long> alike = new LinkedHashMap<>();
    ballots.ballots().forEach(b -> alike.merge(b.ballot(), b.number(), Long::sum));
    BigInteger scale = BigInteger.ONE;
    BigInteger most = BigInteger.ONE;
    for (SortedMap<Integer, Fraction> ballot : alike.keySet()) {
      for (Fraction given : ballot.values()) {
        BigInteger parts = given.denominator();
        scale = scale.divide(scale.gcd(parts)).multiply(parts);
        most = most.max(given.numerator());
      }
    }
    if (scale.multiply(most).multiply(BigInteger.valueOf(ballots.number())).bitLength()
        > MOST_BITS) {
      return new Parsed.Malformed<>("points too fine or too many to be shared exactly");
    }
    return new Parsed.Ok<>(of(ballots.options(), scale.longValueExact(), alike));
  }

  private static Supporters of(
      int options, long scale, Map<SortedMap<Integer, Fraction>, Long> alike) {
    List<List<Integer>> groupsOf = new ArrayList<>();
    List<List<Long>> pointsOf = new ArrayList<>();
    for (int option = 0; option < options; option++) {
      groupsOf.add(new ArrayList<>());
      pointsOf.add(new ArrayList<>());
    }
    int group = 0;
    for (SortedMap<Integer, Fraction> ballot : alike.keySet()) {
      for (Map.Entry<Integer, Fraction> given : ballot.entrySet()) {
        if (given.getValue().signum() > 0) {
          groupsOf.get(given.getKey()).add(group);
          pointsOf
              .get(given.getKey())
              .add(given.getValue().times(scale).numerator().longValueExact());
        }
      }
      group++;
    }
    List<OfItem> points = new ArrayList<>();
    List<Integer> supported = new ArrayList<>();
    for (int option = 0; option < options; option++) {
      points.add(new OfItem(groupsOf.get(option), pointsOf.get(option)));
      if (!groupsOf.get(option).isEmpty()) {
        supported.add(option);
      }
    }
    return new Supporters(
        scale, alike.values().stream().mapToLong(Long::longValue).toArray(), points, supported);
  }
}
