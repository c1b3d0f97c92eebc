package city.urna.verifier.block.fabric;

import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the verifier reads of a channel's blocks, for the fuzz targets. */
public final class FabricFiles {
  private FabricFiles() {}

  /** Why a block is refused, or its configuration if it states one; empty when it was read. */
  public static Optional<String> block(Bytes raw, String channel) {
    return switch (FabricBlock.parse(raw)) {
      case Parsed.Malformed<FabricBlock>(String reason) -> Optional.of(reason);
      case Parsed.Ok<FabricBlock>(FabricBlock block) -> {
        block.hash();
        block.contentHash();
        Optional<String> unsigned = block.unsigned(0);
        yield Envelopes.isConfiguration(block.envelopes())
            ? refusal(Genesis.configuration(block, channel))
            : Envelopes.malformed(block.envelopes()).map(at -> "envelope " + at).or(() -> unsigned);
      }
    };
  }

  public static Optional<String> readWriteSet(Bytes results) {
    return refusal(ReadWriteSet.parse(ByteString.copyFrom(results.toArray())));
  }

  /** The configuration that a channel begins with. */
  public static ChannelConfig configuration(Bytes firstBlock, String channel) {
    return switch (FabricBlock.parse(firstBlock)
        .flatMap(block -> Genesis.configuration(block, channel))) {
      case Parsed.Ok<ChannelConfig>(ChannelConfig config) -> config;
      case Parsed.Malformed<ChannelConfig>(String reason) ->
          throw new IllegalArgumentException(reason);
    };
  }

  /** What becomes of a transaction alone in the block after the channel's first. */
  public static Optional<String> transaction(ChannelConfig config, Bytes envelope) {
    FabricBlock block =
        new FabricBlock(
            1,
            Bytes.ZERO_32,
            Bytes.ZERO_32,
            List.of(envelope),
            Collections.nCopies(5, Bytes.EMPTY));
    return switch (new BlockJudge().judge(block, config).getFirst()) {
      case Judgement.Valid valid -> Optional.empty();
      case Judgement.Configuration configuration -> Optional.empty();
      case Judgement.Invalid invalid -> Optional.of(invalid.code() + ": " + invalid.reason());
      case Judgement.Beyond beyond -> Optional.of(beyond.reason());
    };
  }

  private static <T> Optional<String> refusal(Parsed<T> parsed) {
    return parsed instanceof Parsed.Malformed<T>(String reason)
        ? Optional.of(reason)
        : Optional.empty();
  }
}
