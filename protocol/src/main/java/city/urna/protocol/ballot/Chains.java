package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Tracker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of one nullifier's ballots counts (spec ballots §5). */
public final class Chains {
  private Chains() {}

  /** A ballot's place in its chain: its own tracker, and the tracker that it replaces. */
  public record Link(Tracker tracker, Tracker replaces) {}

  /**
   * What became of one nullifier's ballots, each list in log order or along the chain.
   *
   * @param counted the chain's end; none where no ballot replaces zero
   * @param superseded the chain without its end
   * @param unchained all others
   */
  public record Chain(
      Optional<Tracker> counted, List<Tracker> superseded, List<Tracker> unchained) {
    public Chain {
      superseded = List.copyOf(superseded);
      unchained = List.copyOf(unchained);
    }

    /** The tracker that a next ballot has to replace. */
    public Tracker end() {
      return counted.orElse(Tracker.NONE);
    }
  }

  /** Follows the chain through one nullifier's ballots, given in log order. */
  public static Chain follow(List<Link> ballots) {
    Map<Tracker, Tracker> firstReplacing = new LinkedHashMap<>();
    Set<Tracker> seen = new HashSet<>();
    List<Tracker> distinct = new ArrayList<>();
    for (Link ballot : ballots) {
      if (seen.add(ballot.tracker())) {
        distinct.add(ballot.tracker());
        firstReplacing.putIfAbsent(ballot.replaces(), ballot.tracker());
      }
    }
    List<Tracker> chain = new ArrayList<>();
    Set<Tracker> chained = new HashSet<>();
    Tracker end = Tracker.NONE;
    while (firstReplacing.containsKey(end)) {
      end = firstReplacing.get(end);
      if (!chained.add(end)) {
        // No two hashes can name each other; whoever passes such links has made them up.
        throw new IllegalArgumentException("a chain that bites its tail");
      }
      chain.add(end);
    }
    List<Tracker> unchained = distinct.stream().filter(one -> !chained.contains(one)).toList();
    if (chain.isEmpty()) {
      return new Chain(Optional.empty(), List.of(), unchained);
    }
    return new Chain(Optional.of(chain.getLast()), chain.subList(0, chain.size() - 1), unchained);
  }
}
