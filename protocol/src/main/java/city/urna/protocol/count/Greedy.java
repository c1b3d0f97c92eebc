package city.urna.protocol.count;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Pabulib's greedy rules (spec counting §2): items by votes descending, each selected if the money
 * that is left pays for it.
 *
 * @param threshold the fewest votes that may be funded, unsigned; all kinds but {@link Kind#PLAIN}
 * @param projects one for each item, in ballot order
 */
public record Greedy(Kind kind, BigDecimal budget, long threshold, List<Project> projects)
    implements CountingRule {
  /** The cost by which Pabulib's files mark a withdrawn project. */
  private static final BigDecimal WITHDRAWN = BigDecimal.valueOf(999_999_999);

  /** Which of the rules. */
  public enum Kind {
    /** What does not fit is passed over. */
    PLAIN,
    /** The first that does not fit ends the selection. */
    NO_SKIP,
    /** As plain, among items with enough votes. */
    THRESHOLD,
    /** As plain, passing over what is in conflict with something selected. */
    EXCLUSIVE
  }

  /**
   * What an item costs and excludes.
   *
   * @param conflicts places of items of which at most one may be selected together with this one
   */
  public record Project(BigDecimal cost, Set<Integer> conflicts) {
    public Project {
      conflicts = Set.copyOf(conflicts);
    }
  }

  public Greedy {
    projects = List.copyOf(projects);
  }

  @Override
  public Outcome count(List<Fraction> totals, Ties ties) {
    if (totals.size() != projects.size()) {
      throw new IllegalArgumentException("as many votes as items are wanted");
    }
    List<Round> rounds = new ArrayList<>();
    List<Integer> selected = new ArrayList<>();
    BigDecimal left = budget;
    boolean stopped = false;
    for (int place : IntStream.range(0, totals.size()).boxed().sorted(ties.most(totals)).toList()) {
      BigDecimal cost = projects.get(place).cost();
      Reason reason =
          stopped
              ? Reason.of(Reason.Cause.AFTER_THE_STOP, place)
              : obstacle(place, totals.get(place), selected)
                  .orElse(
                      Reason.of(
                          cost.compareTo(left) <= 0 ? Reason.Cause.FITS : Reason.Cause.TOO_DEAR,
                          place));
      boolean fits = reason.cause() == Reason.Cause.FITS;
      if (fits) {
        selected.add(place);
        left = left.subtract(cost);
      }
      stopped |=
          kind == Kind.NO_SKIP
              && reason.cause() == Reason.Cause.TOO_DEAR
              && cost.compareTo(WITHDRAWN) != 0;
      rounds.add(round(place, totals.get(place), fits, left, reason));
    }
    return Outcome.of(rounds, totals);
  }

  /** What keeps an item out whatever is left. */
  private Optional<Reason> obstacle(int place, Fraction votes, List<Integer> selected) {
    if (kind != Kind.PLAIN && votes.compareTo(unsigned(threshold)) < 0) {
      return Optional.of(Reason.of(Reason.Cause.BELOW_THRESHOLD, place));
    }
    return selected.stream()
        .filter(other -> kind == Kind.EXCLUSIVE && conflict(place, other))
        .findFirst()
        .map(other -> Reason.of(Reason.Cause.EXCLUDED, place).with(other));
  }

  private static Fraction unsigned(long number) {
    return Fraction.of(new BigDecimal(Long.toUnsignedString(number)));
  }

  private boolean conflict(int place, int other) {
    return projects.get(place).conflicts().contains(other)
        || projects.get(other).conflicts().contains(place);
  }

  private Round round(int place, Fraction votes, boolean fits, BigDecimal left, Reason reason) {
    return new Round(
        new TreeMap<>(Map.of(place, votes)),
        fits ? List.of(place) : List.of(),
        fits ? List.of() : List.of(place),
        List.of(
            new Round.Figure("cost", Fraction.of(projects.get(place).cost())),
            new Round.Figure("left", Fraction.of(left))),
        List.of(),
        List.of(reason));
  }
}
