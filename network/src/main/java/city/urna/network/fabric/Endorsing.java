package city.urna.network.fabric;

import city.urna.chaincode.Command;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets endorsements. At first the peer's gateway chooses who endorses; when that fails, as it does
 * while its own contract is down or decides otherwise than the others, any two organizations are
 * asked by name, pair after pair. What worked last is tried first.
 */
final class Endorsing {
  private static final Logger LOG = LoggerFactory.getLogger(Endorsing.class);

  private final Peers peers;
  private final Figures figures;
  private final String[] everybody;
  private final List<String[]> choices = new ArrayList<>();
  private final AtomicInteger choice = new AtomicInteger();

  /**
   * @param organizations MSP ids of those whose peers endorse
   */
  Endorsing(Peers peers, List<String> organizations, Figures figures) {
    this.peers = peers;
    this.figures = figures;
    this.everybody = organizations.toArray(String[]::new);
    choices.add(new String[0]);
    for (int i = 0; i < organizations.size(); i++) {
      for (int j = i + 1; j < organizations.size(); j++) {
        choices.add(new String[] {organizations.get(i), organizations.get(j)});
      }
    }
  }

  /** One attempt; nothing was sent to be ordered when it fails. */
  Optional<Transaction> attempt(Command command) {
    PeerConnection peer = peers.current();
    int chosen = choice.get();
    byte[][] records = command.records().stream().map(Bytes::toArray).toArray(byte[][]::new);
    try {
      Proposal.Builder proposal =
          peer.contract().newProposal(FabricBlock.DECIDE).addArguments(records);
      String[] endorsers = isDefinition(command) ? everybody : choices.get(chosen);
      if (endorsers.length > 0) {
        proposal.setEndorsingOrganizations(endorsers);
      }
      Transaction transaction = proposal.build().endorse();
      figures.endorsed().increment();
      return Optional.of(transaction);
    } catch (EndorseException refused) {
      failed(peer, chosen, refused.getStatus(), refused.getDetails());
    } catch (GatewayRuntimeException broken) {
      failed(peer, chosen, broken.getStatus(), broken.getDetails());
    }
    return Optional.empty();
  }

  /** What only all organizations together may put on the ledger (spec fabric §1.4). */
  private static boolean isDefinition(Command command) {
    return command.records().size() == 1
        && SignedRecord.parse(command.records().getFirst())
            .optional()
            .filter(record -> record.kind() == Kind.GENESIS || record.kind() == Kind.PROCESS)
            .isPresent();
  }

  private void failed(PeerConnection peer, int chosen, Status status, List<ErrorDetail> details) {
    figures.unendorsed().increment();
    LOG.warn(
        "no endorsement through the peer of {} by {}: {} {}",
        peer.mspId(),
        chosen == 0 ? "its choice" : String.join(" and ", choices.get(chosen)),
        status,
        details.stream().map(one -> one.getMspId() + ": " + one.getMessage()).toList());
    if (isOfThePeer(status)) {
      peers.failed(peer);
    } else {
      choice.compareAndSet(chosen, (chosen + 1) % choices.size());
    }
  }

  /** Whether another peer may do better with the same. */
  static boolean isOfThePeer(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED, INTERNAL -> true;
      default -> false;
    };
  }
}
