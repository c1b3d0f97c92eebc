package city.urna.network.log;

import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.Place;
import city.urna.protocol.ballot.BallotCheck;
import city.urna.protocol.ballot.Chains;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.tally.Aggregation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes a scope's closed set from a ledger's own replay (spec tally §1, ballots §5).
 *
 * <p>The ballots' signatures and proofs were checked when this copy accepted them and are not
 * checked again. The links of all ballots are held in memory, the ballots one at a time.
 */
public final class ClosedSetReplay {
  private final LogStore log;
  private final String process;
  private final String scope;

  /** A ballot's place on the log and in its voter's chain. */
  record Link(long position, Nullifier nullifier, Chains.Link link) {}

  private ClosedSetReplay(LogStore log, String process, String scope) {
    this.log = log;
    this.process = process;
    this.scope = scope;
  }

  /** The closed set of a scope; empty unless the scope is closed. */
  public static Optional<ClosedSet> compute(
      LogStore log, State state, Elections elections, String process, String scope) {
    return PhaseState.read(state, process, scope)
        .filter(phase -> phase.step() == PhaseState.Step.CLOSED)
        .map(
            phase ->
                new ClosedSetReplay(log, process, scope)
                    .compute(
                        phase.election(elections, process, scope),
                        log.find(phase.previous()).orElseThrow()));
  }

  /** The last phase record of a closed scope is the one that closed it. */
  private ClosedSet compute(Election election, Place close) {
    List<Link> links = log.links(process, scope, close.position());
    List<Long> counted = counted(links);
    Aggregation sums = new Aggregation(election);
    for (long position : counted) {
      SignedRecord record = SignedRecord.parse(log.record(position).orElseThrow()).orThrow();
      sums.add(BallotCheck.recall(election, record).orThrow());
    }
    long size = close.position() + 1;
    return sums.closedSet(size, log.root(size), links.size());
  }

  /** The positions of the ballots that count, ascending. */
  private static List<Long> counted(List<Link> links) {
    Map<Nullifier, List<Chains.Link>> voices = new LinkedHashMap<>();
    for (Link link : links) {
      voices.computeIfAbsent(link.nullifier(), voice -> new ArrayList<>()).add(link.link());
    }
    Set<Tracker> ends = new HashSet<>();
    voices.values().forEach(chain -> Chains.follow(chain).counted().ifPresent(ends::add));
    return links.stream()
        .filter(link -> ends.contains(link.link().tracker()))
        .map(Link::position)
        .toList();
  }
}
