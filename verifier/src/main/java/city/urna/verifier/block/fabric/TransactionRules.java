package city.urna.verifier.block.fabric;

import static org.hyperledger.fabric.protos.peer.TxValidationCode.BAD_COMMON_HEADER;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.BAD_CREATOR_SIGNATURE;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.BAD_HEADER_EXTENSION;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.BAD_PAYLOAD;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.BAD_PROPOSAL_TXID;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.BAD_RESPONSE_PAYLOAD;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.BAD_RWSET;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.ILLEGAL_WRITESET;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.INVALID_CHAINCODE;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.INVALID_ENDORSER_TRANSACTION;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.INVALID_OTHER_REASON;
import static org.hyperledger.fabric.protos.peer.TxValidationCode.UNSUPPORTED_TX_PAYLOAD;

import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.fabric.Judgement.Beyond;
import city.urna.verifier.block.fabric.Judgement.Configuration;
import city.urna.verifier.block.fabric.Judgement.Invalid;
import city.urna.verifier.block.fabric.Judgement.Stage;
import city.urna.verifier.block.fabric.Judgement.Valid;
import city.urna.verifier.block.msp.Identity;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * The rules that a transaction keeps or breaks by itself: its form, its creator's certificate and
 * signature, its id, that it answers the proposal it holds. In the order of Fabric's peers, so that
 * codes agree.
 */
final class TransactionRules {
  private final ChannelConfig channel;
  private final Expiries expiries;

  private final Predicate<String> stands;

  /**
   * @param stands whether an earlier block holds a transaction of an id
   */
  TransactionRules(ChannelConfig channel, Expiries expiries, Predicate<String> stands) {
    this.channel = channel;
    this.expiries = expiries;
    this.stands = stands;
  }

  /** Says what a transaction is, endorsements and reads left to others. */
  Judgement judge(Bytes raw, String place) {
    Envelope envelope;
    try {
      envelope = Envelope.parseFrom(raw.toArray());
    } catch (InvalidProtocolBufferException e) {
      return new Invalid(INVALID_OTHER_REASON, "no envelope");
    }
    Payload payload;
    try {
      payload = Payload.parseFrom(envelope.getPayload());
    } catch (InvalidProtocolBufferException e) {
      return new Invalid(BAD_PAYLOAD, "its payload cannot be read");
    }
    Header headers = payload.getHeader();
    ChannelHeader header;
    SignatureHeader signature;
    try {
      header = ChannelHeader.parseFrom(headers.getChannelHeader());
      signature = SignatureHeader.parseFrom(headers.getSignatureHeader());
    } catch (InvalidProtocolBufferException e) {
      return new Invalid(BAD_COMMON_HEADER, "its headers cannot be read");
    }
    boolean known =
        header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE
            || header.getType() == HeaderType.CONFIG_UPDATE_VALUE
            || header.getType() == HeaderType.CONFIG_VALUE;
    if (!payload.hasHeader()
        || !known
        || header.getEpoch() != 0
        || signature.getNonce().isEmpty()
        || signature.getCreator().isEmpty()) {
      return new Invalid(BAD_COMMON_HEADER, "its headers are not as they must be");
    }
    if (!header.getChannelId().equals(channel.channel())) {
      return new Beyond(Stage.TRANSACTION, "it is of another channel, " + header.getChannelId());
    }
    Optional<String> wrong =
        creator(
            Bytes.of(signature.getCreator()),
            Bytes.of(envelope.getPayload()),
            Bytes.of(envelope.getSignature()),
            header,
            place);
    if (wrong.isPresent()) {
      return new Invalid(BAD_CREATOR_SIGNATURE, wrong.get());
    }
    if (header.getType() == HeaderType.CONFIG_VALUE) {
      return new Configuration();
    }
    if (header.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      return new Invalid(UNSUPPORTED_TX_PAYLOAD, "it is no transaction of a chaincode");
    }
    if (!header.getTxId().equals(Envelopes.computedTxId(signature))) {
      return new Invalid(BAD_PROPOSAL_TXID, "its id is not that of its nonce and creator");
    }
    return endorsed(payload, header);
  }

  private Optional<String> creator(
      Bytes creator, Bytes message, Bytes signature, ChannelHeader header, String place) {
    Optional<Identity> identity = channel.msps().identity(creator);
    if (identity.isEmpty()) {
      return Optional.of("its creator is certified by no organization of the channel");
    }
    Optional<String> refusal = identity.get().refusal();
    if (refusal.isPresent()) {
      return Optional.of(
          "its creator " + identity.get().name() + " is no valid member: " + refusal.get());
    }
    if (!identity.get().verifies(message, signature)) {
      return Optional.of("its creator " + identity.get().name() + " did not sign it");
    }
    expiries.used(identity.get(), time(header), place);
    return Optional.empty();
  }

  private static Instant time(ChannelHeader header) {
    long seconds = header.getTimestamp().getSeconds();
    return Instant.ofEpochSecond(Math.max(0, Math.min(seconds, 253_402_300_799L)));
  }

  private static Invalid no(String reason) {
    return new Invalid(INVALID_ENDORSER_TRANSACTION, reason);
  }

  private Judgement endorsed(Payload payload, ChannelHeader header) {
    ChaincodeActionPayload content;
    ProposalResponsePayload response;
    try {
      Transaction transaction = Transaction.parseFrom(payload.getData());
      if (transaction.getActionsCount() != 1) {
        return no("it has " + transaction.getActionsCount() + " actions where one is needed");
      }
      TransactionAction action = transaction.getActions(0);
      SignatureHeader inner = SignatureHeader.parseFrom(action.getHeader());
      if (inner.getNonce().isEmpty() || inner.getCreator().isEmpty()) {
        return no("its action's header is not as it must be");
      }
      content = ChaincodeActionPayload.parseFrom(action.getPayload());
      response =
          ProposalResponsePayload.parseFrom(content.getAction().getProposalResponsePayload());
      Bytes proposal =
          Bytes.sha256(
              Bytes.of(payload.getHeader().getChannelHeader()),
              Bytes.of(action.getHeader()),
              Bytes.of(content.getChaincodeProposalPayload()));
      if (content.getChaincodeProposalPayload().isEmpty()
          || action.getHeader().isEmpty()
          || !Bytes.of(response.getProposalHash()).equals(proposal)) {
        return no("it answers another proposal than it holds");
      }
    } catch (InvalidProtocolBufferException e) {
      return no("its content cannot be read");
    }
    return stands.test(header.getTxId()) ? Judgement.TWICE : dispatched(header, content, response);
  }

  private Judgement dispatched(
      ChannelHeader header, ChaincodeActionPayload content, ProposalResponsePayload response) {
    ChaincodeHeaderExtension extension;
    try {
      extension = ChaincodeHeaderExtension.parseFrom(header.getExtension());
    } catch (InvalidProtocolBufferException e) {
      return new Invalid(BAD_HEADER_EXTENSION, "its header's extension cannot be read");
    }
    ChaincodeAction result;
    try {
      result = ChaincodeAction.parseFrom(response.getExtension());
    } catch (InvalidProtocolBufferException e) {
      return new Invalid(BAD_RESPONSE_PAYLOAD, "its result cannot be read");
    }
    if (response.getExtension().isEmpty()) {
      return new Invalid(BAD_RESPONSE_PAYLOAD, "it has no result");
    }
    return switch (ReadWriteSet.parse(result.getResults())) {
      case Parsed.Malformed<ReadWriteSet>(String reason) -> new Invalid(BAD_RWSET, reason);
      case Parsed.Ok<ReadWriteSet>(ReadWriteSet set) -> {
        Optional<Invalid> wrong = chaincode(extension, result, set);
        if (wrong.isPresent()) {
          yield wrong.get();
        }
        yield new Valid(
            new Action(
                header.getTxId(),
                time(header),
                extension.getChaincodeId().getName(),
                content.getChaincodeProposalPayload(),
                Bytes.of(content.getAction().getProposalResponsePayload()),
                result,
                set,
                content.getAction().getEndorsementsList().stream()
                    .map(
                        e ->
                            new Action.Endorsement(
                                Bytes.of(e.getEndorser()), Bytes.of(e.getSignature())))
                    .toList()));
      }
    };
  }

  private static Optional<Invalid> chaincode(
      ChaincodeHeaderExtension extension, ChaincodeAction result, ReadWriteSet set) {
    if (!extension.hasChaincodeId() || !result.hasChaincodeId()) {
      return refuse(INVALID_OTHER_REASON, "it names no chaincode");
    }
    String name = extension.getChaincodeId().getName();
    if (name.isEmpty()
        || !name.equals(result.getChaincodeId().getName())
        || result.getChaincodeId().getVersion().isEmpty()) {
      return refuse(INVALID_CHAINCODE, "it names its chaincode in two ways");
    }
    if (!result.getEvents().isEmpty()) {
      try {
        if (!ChaincodeEvent.parseFrom(result.getEvents()).getChaincodeId().equals(name)) {
          return refuse(INVALID_OTHER_REASON, "its event is another chaincode's");
        }
      } catch (InvalidProtocolBufferException e) {
        return refuse(INVALID_OTHER_REASON, "its event cannot be read");
      }
    }
    Set<String> names = new HashSet<>();
    for (ReadWriteSet.Namespace namespace : set.namespaces()) {
      if (!names.add(namespace.name())) {
        return refuse(ILLEGAL_WRITESET, "it writes a namespace twice");
      }
    }
    return Optional.empty();
  }

  private static Optional<Invalid> refuse(TxValidationCode code, String reason) {
    return Optional.of(new Invalid(code, reason));
  }
}
