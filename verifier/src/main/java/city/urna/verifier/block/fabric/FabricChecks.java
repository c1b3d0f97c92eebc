package city.urna.verifier.block.fabric;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.records.Genesis.Builder;
import city.urna.verifier.report.Finding;
import city.urna.verifier.trust.FabricTrust;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The checks V2.5 to V2.16 (spec archive §3): the ledger on Fabric. */
public final class FabricChecks {
  private final Archive archive;
  private final Optional<FabricTrust> trust;
  private final FabricTallies tallies = FabricTallies.fresh();

  /**
   * @param trust what the auditor knows of the channel; without it nothing can be checked
   */
  public FabricChecks(Archive archive, Optional<FabricTrust> trust) {
    this.archive = archive;
    this.trust = trust;
  }

  /** Runs them all; one that an earlier one keeps from running fails. */
  public List<Finding> run() {
    if (trust.isEmpty()) {
      tallies.genesis().failed("the trust file names no Fabric channel");
      return tallies.findings();
    }
    Copies copies = Copies.of(archive);
    tallies.copies().looked(copies.blocks());
    Optional<ChannelConfig> first = genesis(copies, trust.get());
    if (first.isEmpty()) {
      return tallies.findings();
    }
    copies
        .faults(
            first.get().applicationMsps().stream().map(id -> id.toLowerCase(Locale.ROOT)).toList())
        .forEach(tallies.copies()::failed);
    tallies.copies().done("copies of " + String.join(", ", copies.names()));
    new ChainWalk(copies, trust.get(), tallies, first.get()).run(archive);
    return tallies.findings();
  }

  /** Reads block 0 of the copy that has the pinned one, and its configuration. */
  private Optional<ChannelConfig> genesis(Copies copies, FabricTrust known) {
    Tally tally = tallies.genesis();
    Optional<ChannelConfig> found = Optional.empty();
    for (String copy : copies.names()) {
      tally.looked(1);
      switch (copies.block(copy, 0)) {
        case Parsed.Malformed<FabricBlock>(String reason) -> tally.failed(reason);
        case Parsed.Ok<FabricBlock>(FabricBlock block) -> {
          if (!block.hash().equals(known.genesisBlock())) {
            tally.failed(
                "block 0 of "
                    + copy
                    + " is not the trusted one: its hash is "
                    + block.hash().hex());
          } else if (!block.contentHash().equals(block.dataHash())) {
            tally.failed("block 0 of " + copy + " holds something else than its header names");
          } else if (found.isEmpty()) {
            found = configuration(block, copy, known);
          }
        }
      }
    }
    if (copies.names().isEmpty()) {
      tally.failed("there are no blocks");
    }
    bound(known).ifPresent(tally::failed);
    tally.done(found.map(c -> "channel " + c.channel()).orElse(""));
    return found;
  }

  private Optional<ChannelConfig> configuration(FabricBlock block, String copy, FabricTrust known) {
    return switch (Genesis.configuration(block, known.channel())) {
      case Parsed.Malformed<ChannelConfig>(String reason) -> {
        tallies.genesis().failed("block 0 of " + copy + " " + reason);
        yield Optional.empty();
      }
      case Parsed.Ok<ChannelConfig>(ChannelConfig read) -> {
        Organizations.faults(read, known).forEach(tallies.genesis()::failed);
        yield Optional.of(read);
      }
    };
  }

  /** The genesis record names the channel's first block. */
  private Optional<String> bound(FabricTrust known) {
    Bytes nonce =
        switch (archive.record(0)) {
          case Parsed.Malformed<LoggedRecord> refused -> Bytes.EMPTY;
          case Parsed.Ok<LoggedRecord>(LoggedRecord first) -> nonce(first);
        };
    return nonce.equals(known.genesisBlock())
        ? Optional.empty()
        : Optional.of("the genesis record does not name the channel's first block");
  }

  private static Bytes nonce(LoggedRecord first) {
    try {
      Builder genesis = city.urna.verifier.records.Genesis.newBuilder();
      return Bytes.of(genesis.mergeFrom(first.body().toArray()).getNonce());
    } catch (InvalidProtocolBufferException e) {
      return Bytes.EMPTY;
    }
  }
}
