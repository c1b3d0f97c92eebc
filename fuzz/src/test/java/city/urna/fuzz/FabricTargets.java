package city.urna.fuzz;

import city.urna.fuzz.Targets.Named;
import city.urna.verifier.block.fabric.FabricFiles;
import city.urna.verifier.block.msp.Certificate;
import city.urna.verifier.block.msp.Msp;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.town.PlayedChannel;
import java.util.List;

/** What the verifier reads of a Fabric network: whoever stores or serves it may have written it. */
final class FabricTargets {
  private FabricTargets() {}

  private static final class Shared {
    static final PlayedChannel CHANNEL = new PlayedChannel();
  }

  static List<Named> all() {
    return List.of(
        new Named(
            "fabric-block",
            () ->
                new Target(
                    "fabric-block",
                    Shared.CHANNEL.blocks(),
                    input -> Shared.CHANNEL.block(Bytes.of(input)))),
        // Every check of a chain in which one block of one copy is another.
        new Named(
            "fabric-chain",
            () -> new Target("fabric-chain", Shared.CHANNEL.placed(), Shared.CHANNEL::chain)),
        // Whatever a client may sign: behind its signature, before anybody's endorsement.
        new Named(
            "fabric-transaction",
            () ->
                new Target(
                    "fabric-transaction",
                    Shared.CHANNEL.payloads(),
                    false,
                    Shared.CHANNEL::transaction)),
        new Named(
            "fabric-set",
            () ->
                new Target(
                    "fabric-set",
                    Shared.CHANNEL.sets(),
                    input -> FabricFiles.readWriteSet(Bytes.of(input)))),
        VerifierTargets.parsed(
            "certificate", () -> Shared.CHANNEL.certificates(), Certificate::parse),
        VerifierTargets.parsed("msp", () -> Shared.CHANNEL.msps(), Msp::read));
  }
}
