package city.urna.verifier.count;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a budget vote may spend.
 *
 * @param limit the money to spend, exact
 * @param costs each project's cost, exact, in the options' order
 * @param threshold the votes or points below which a project is not considered
 * @param conflicts for each project the projects that it excludes; either side may name the other
 */
public record Budget(
    Rational limit,
    List<Rational> costs,
    Optional<Rational> threshold,
    List<Set<Integer>> conflicts) {
  public Budget {
    costs = List.copyOf(costs);
    conflicts = conflicts.stream().map(Set::copyOf).toList();
    if (conflicts.size() != costs.size()) {
      throw new IllegalArgumentException("one set of conflicts for each project");
    }
  }

  /** A budget whose projects exclude nothing. */
  public static Budget of(Rational limit, List<Rational> costs, Optional<Rational> threshold) {
    return new Budget(
        limit, costs, threshold, costs.stream().map(cost -> Set.<Integer>of()).toList());
  }

  public boolean conflict(int one, int other) {
    return conflicts.get(one).contains(other) || conflicts.get(other).contains(one);
  }
}
