package city.urna.verifier.block.fabric;

import city.urna.verifier.bytes.Bytes;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** What can be said of a block's envelopes before any is judged. */
final class Envelopes {
  private Envelopes() {}

  /** Whether a block holds one configuration and nothing else. */
  static boolean isConfiguration(List<Bytes> envelopes) {
    return envelopes.size() == 1 && type(envelopes.getFirst()) == HeaderType.CONFIG_VALUE;
  }

  private static int type(Bytes envelope) {
    try {
      Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope.toArray()).getPayload());
      return ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).getType();
    } catch (InvalidProtocolBufferException e) {
      return -1;
    }
  }

  /**
   * The first envelope that is not written in the one allowed way, which peers refuse a block for;
   * a block of a configuration alone is not looked at.
   */
  static Optional<Integer> malformed(List<Bytes> envelopes) {
    if (isConfiguration(envelopes)) {
      return Optional.empty();
    }
    for (int i = 0; i < envelopes.size(); i++) {
      try {
        Envelope envelope = Envelope.parseFrom(envelopes.get(i).toArray());
        if (envelope.getPayload().isEmpty()
            || envelope.getSignature().isEmpty()
            || !Bytes.of(envelope.toByteString()).equals(envelopes.get(i))) {
          return Optional.of(i);
        }
      } catch (InvalidProtocolBufferException e) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** The id under which peers remember a transaction, valid or not; empty where it has none. */
  static String txId(Bytes envelope) {
    try {
      Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope.toArray()).getPayload());
      ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
      if (!payload.hasHeader() || !header.getTxId().isEmpty()) {
        return header.getTxId();
      }
      return computedTxId(SignatureHeader.parseFrom(payload.getHeader().getSignatureHeader()));
    } catch (InvalidProtocolBufferException e) {
      return "";
    }
  }

  /** SHA-256 of nonce and creator, in hexadecimal. */
  static String computedTxId(SignatureHeader header) {
    return Bytes.sha256(Bytes.of(header.getNonce()), Bytes.of(header.getCreator())).hex();
  }
}
