package city.urna.verifier.count.method;

import city.urna.verifier.count.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A candidate's ballot papers, in parcels of equal value, as a returning officer keeps them.
 *
 * <p>Equal values lie together, so a new value is worked out once for each parcel.
 */
final class Parcels {
  /** So many papers with the same preferences, and how far down they have been read. */
  record Papers(long number, List<Integer> preferences, int position) {}

  private final TreeMap<Rational, List<Papers>> byValue = new TreeMap<>();
  private Rational votes = Rational.ZERO;

  void add(Rational value, List<Papers> papers) {
    if (papers.isEmpty()) {
      return;
    }
    byValue.computeIfAbsent(value, _ -> new ArrayList<>()).addAll(papers);
    votes = votes.plus(value.times(papers.stream().mapToLong(Papers::number).sum()));
  }

  Rational votes() {
    return votes;
  }

  /** Takes all papers away and leaves these votes. */
  TreeMap<Rational, List<Papers>> takeAll(Rational left) {
    TreeMap<Rational, List<Papers>> taken = new TreeMap<>(byValue);
    byValue.clear();
    votes = left;
    return taken;
  }
}
