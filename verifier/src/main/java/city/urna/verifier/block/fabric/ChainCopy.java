package city.urna.verifier.block.fabric;

import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.msp.Identity;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.List;
import java.util.Optional;

/** One organization's copy of the chain, followed block by block. */
final class ChainCopy {
  private final String name;
  private Optional<Bytes> last = Optional.empty();
  private Optional<FabricBlock> current = Optional.empty();
  private boolean sound;
  private boolean signed = true;
  private long signatures;

  ChainCopy(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The block that was read last, if it could be read. */
  Optional<FabricBlock> current() {
    return current;
  }

  /** Whether nothing was wrong with it. */
  boolean sound() {
    return sound;
  }

  /** Takes the next block; what cannot be read breaks the chain here. */
  void next(Parsed<FabricBlock> read, long number, FabricTallies tallies) {
    switch (read) {
      case Parsed.Malformed<FabricBlock>(String reason) -> {
        tallies.copies().failed(reason);
        current = Optional.empty();
        last = Optional.empty();
        sound = false;
      }
      case Parsed.Ok<FabricBlock>(FabricBlock block) -> {
        current = Optional.of(block);
        sound = linked(block, number, tallies) & content(block, number, tallies);
        last = Optional.of(block.hash());
      }
    }
  }

  private boolean linked(FabricBlock block, long number, FabricTallies tallies) {
    tallies.chain().looked(1);
    boolean linked = true;
    if (block.number() != number) {
      tallies
          .chain()
          .failed(
              Places.of(number) + " of " + name + " says that it is " + Places.of(block.number()));
      linked = false;
    }
    if (number == 0 ? !block.previous().isEmpty() : follows(block)) {
      tallies
          .chain()
          .failed(Places.of(number) + " of " + name + " does not follow the block before it");
      linked = false;
    }
    return linked;
  }

  /** Whether the block names another one before it than was read. */
  private boolean follows(FabricBlock block) {
    return last.isPresent() && !last.get().equals(block.previous());
  }

  private boolean content(FabricBlock block, long number, FabricTallies tallies) {
    tallies.data().looked(block.envelopes().size());
    if (!block.contentHash().equals(block.dataHash())) {
      tallies
          .data()
          .failed(
              Places.of(number)
                  + " of "
                  + name
                  + ": its transactions are not those that its header names");
      return false;
    }
    Optional<Integer> malformed = Envelopes.malformed(block.envelopes());
    if (block.envelopes().isEmpty() || malformed.isPresent()) {
      tallies
          .data()
          .failed(
              malformed.map(i -> Places.of(number, i)).orElseGet(() -> Places.of(number))
                  + " of "
                  + name
                  + " is not written in the one allowed way");
      return false;
    }
    return true;
  }

  /** Checks the current block's signatures; gives those who signed. */
  List<Identity> signed(ChannelConfig channel, long config, FabricTallies tallies) {
    if (current.isEmpty()) {
      return List.of();
    }
    return switch (OrdererSignatures.check(current.get(), channel, config)) {
      case Parsed.Ok<List<Identity>>(List<Identity> signers) -> {
        signatures = signers.size();
        tallies.orderers().looked(signatures);
        signed = true;
        yield signers;
      }
      case Parsed.Malformed<List<Identity>>(String reason) -> {
        tallies
            .orderers()
            .failed(Places.of(current.get().number()) + " of " + name + ": " + reason);
        signatures = 0;
        sound = false;
        signed = false;
        yield List.of();
      }
    };
  }

  /** Whether its current block has the same header and the same signatures as another one. */
  boolean signedAlike(FabricBlock other) {
    return current
        .filter(
            own -> own.hash().equals(other.hash()) && own.signatures().equals(other.signatures()))
        .isPresent();
  }

  /** Takes over what was said of the same signatures elsewhere. */
  void signedLike(ChainCopy other, FabricTallies tallies) {
    tallies.orderers().looked(other.signatures);
    sound &= other.signed;
  }

  /** Whether it holds the same transactions under the same header as another copy. */
  boolean agrees(FabricBlock other) {
    return current
        .filter(own -> own.hash().equals(other.hash()) && own.envelopes().equals(other.envelopes()))
        .isPresent();
  }
}
