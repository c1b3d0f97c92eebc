package city.urna.api.organization;

import city.urna.api.http.Peer;
import city.urna.chaincode.Elections;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.log.ClosedSetReplay;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.PhaseStep;
import city.urna.protocol.record.SignedRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts what this organization counted once it sees a scope's close (spec tally §1), from its own
 * replay. Tries until it stands on the ledger; the same one twice is no harm.
 */
final class ClosedSetPoster {
  private static final Logger LOG = LoggerFactory.getLogger(ClosedSetPoster.class);

  private final Replica replica;
  private final Elections elections;
  private final Peer node;
  private final Queue<SignedRecord> due = new ConcurrentLinkedQueue<>();
  private long looked;

  ClosedSetPoster(Replica replica, Elections elections, Peer node) {
    this.replica = replica;
    this.elections = elections;
    this.node = node;
  }

  /** Looks at the records that are new and posts what is due. */
  void step() {
    var log = replica.copy().log();
    for (; looked < log.size(); looked++) {
      Optional<SignedRecord> close =
          log.entry(looked)
              .filter(entry -> entry.kind() == Kind.PHASE)
              .flatMap(entry -> log.record(looked))
              .map(bytes -> SignedRecord.parse(bytes).orThrow())
              .filter(PhaseStep.CLOSE::isOf);
      close.ifPresent(due::add);
    }
    due.removeIf(this::post);
  }

  /** Whether nothing is left to do for this close. */
  private boolean post(SignedRecord close) {
    String process = close.process();
    String scope = close.scope();
    var state = replica.copy().state();
    boolean stands = state.get(StateKeys.closed(process, scope, replica.id())).isPresent();
    boolean none =
        PhaseState.read(state, process, scope)
            .map(phase -> phase.step() != PhaseState.Step.CLOSED || phase.isConsultation())
            .orElse(true);
    if (stands || none) {
      return true;
    }
    Bytes body =
        Bytes.of(
            ClosedSetReplay.compute(replica.copy().log(), state, elections, process, scope)
                .orElseThrow()
                .toByteString());
    SignedRecord record =
        SignedRecord.sign(
            Kind.CLOSED_SET, process, scope, body, List.of(replica.keys().point().orElseThrow()));
    try {
      Peer.Reply reply = node.post("v1/records", record.bytes());
      if (!reply.isOk()) {
        LOG.warn("the node took no closed set of {}/{}: {}", process, scope, reply.status());
      }
      return reply.isOk();
    } catch (IOException e) {
      LOG.debug("the node does not answer", e);
      return false;
    }
  }
}
