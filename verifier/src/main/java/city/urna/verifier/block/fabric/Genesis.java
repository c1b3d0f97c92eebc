package city.urna.verifier.block.fabric;

import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;

/** Configuration blocks: reads what they state. */
final class Genesis {
  /** A configuration transaction's statement. */
  record Stated(String channel, ConfigEnvelope envelope) {}

  private Genesis() {}

  /** The only transaction of a block, read as a configuration. */
  static Parsed<Stated> stated(FabricBlock block) {
    if (block.envelopes().size() != 1) {
      return Parsed.malformed("holds " + block.envelopes().size() + " transactions where one is");
    }
    try {
      Bytes raw = block.envelopes().getFirst();
      Payload payload = Payload.parseFrom(Envelope.parseFrom(raw.toArray()).getPayload());
      ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
      return header.getType() == HeaderType.CONFIG_VALUE
          ? Parsed.ok(
              new Stated(header.getChannelId(), ConfigEnvelope.parseFrom(payload.getData())))
          : Parsed.malformed("holds no configuration");
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("holds a configuration that cannot be read");
    }
  }

  /** The first configuration of a channel, whose block the auditor pinned. */
  static Parsed<ChannelConfig> configuration(FabricBlock block, String channel) {
    return stated(block)
        .flatMap(
            stated ->
                stated.channel().equals(channel)
                    ? ChannelConfig.read(channel, stated.envelope().getConfig())
                    : Parsed.malformed("is of channel " + stated.channel()));
  }
}
