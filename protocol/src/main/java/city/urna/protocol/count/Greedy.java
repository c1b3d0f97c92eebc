package city.urna.protocol.count;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
  public List<Integer> select(List<Long> votes) {
    if (votes.size() != projects.size()) {
      throw new IllegalArgumentException("as many votes as items are wanted");
    }
    List<Integer> selected = new ArrayList<>();
    BigDecimal left = budget;
    for (int place : CountingRule.ranking(votes)) {
      if (!isEligible(place, votes.get(place), selected)) {
        continue;
      }
      BigDecimal cost = projects.get(place).cost();
      if (cost.compareTo(left) <= 0) {
        selected.add(place);
        left = left.subtract(cost);
      } else if (kind == Kind.NO_SKIP && cost.compareTo(WITHDRAWN) != 0) {
        break;
      }
    }
    return List.copyOf(selected);
  }

  private boolean isEligible(int place, long votes, List<Integer> selected) {
    if (kind != Kind.PLAIN && Long.compareUnsigned(votes, threshold) < 0) {
      return false;
    }
    return kind != Kind.EXCLUSIVE || selected.stream().noneMatch(other -> conflict(place, other));
  }

  private boolean conflict(int place, int other) {
    return projects.get(place).conflicts().contains(other)
        || projects.get(other).conflicts().contains(place);
  }
}
