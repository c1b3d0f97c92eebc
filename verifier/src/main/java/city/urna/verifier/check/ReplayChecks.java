package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.report.Numbered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** V7.3: which ballots count, by replay (spec ballots §5). */
final class ReplayChecks {
  private final Check check;

  ReplayChecks(Checks checks) {
    this.check = checks.of(Numbered.V7_3);
  }

  /**
   * How the replay came out.
   *
   * @param recorded distinct ballots
   * @param counted those that count, ascending by tracker
   * @param superseded on a chain, but not its end
   * @param unchained off the chain
   * @param notCounted positions of the records that do not count, repeated ones included
   */
  record Replayed(
      long recorded,
      List<BallotLine> counted,
      long superseded,
      long unchained,
      Set<Long> notCounted) {}

  Replayed replay(List<BallotLine> lines) {
    Set<Bytes> trackers = new HashSet<>();
    Set<Long> notCounted = new TreeSet<>();
    Map<Bytes, List<BallotLine>> byNullifier = new HashMap<>();
    for (BallotLine line : lines) {
      check.looked(1);
      if (!trackers.add(line.tracker())) {
        check.failed(
            "the ballot at position "
                + line.position()
                + " is on the log before: tracker "
                + line.tracker().hex());
        notCounted.add(line.position());
        continue;
      }
      byNullifier.computeIfAbsent(line.nullifier(), n -> new ArrayList<>(1)).add(line);
    }
    List<BallotLine> counted = new ArrayList<>();
    long superseded = 0;
    for (List<BallotLine> ballots : byNullifier.values()) {
      List<BallotLine> chain = chain(ballots);
      if (!chain.isEmpty()) {
        counted.add(chain.getLast());
        superseded += chain.size() - 1;
      }
      for (BallotLine ballot : ballots) {
        if (chain.isEmpty() || !ballot.equals(chain.getLast())) {
          notCounted.add(ballot.position());
        }
      }
    }
    counted.sort((a, b) -> a.tracker().compareTo(b.tracker()));
    long unchained = trackers.size() - counted.size() - superseded;
    check.done(
        counted.size()
            + " count, "
            + superseded
            + " superseded"
            + (unchained == 0 ? "" : ", " + unchained + " off their chain"));
    return new Replayed(trackers.size(), counted, superseded, unchained, notCounted);
  }

  /** The chain of one nullifier's ballots, which stand in log order. */
  private static List<BallotLine> chain(List<BallotLine> ballots) {
    Map<Bytes, BallotLine> firstToReplace = new HashMap<>();
    ballots.forEach(ballot -> firstToReplace.putIfAbsent(ballot.replaces(), ballot));
    List<BallotLine> chain = new ArrayList<>(1);
    BallotLine next = firstToReplace.get(Bytes.ZERO_32);
    while (next != null) {
      chain.add(next);
      next = firstToReplace.get(next.tracker());
    }
    return chain;
  }
}
