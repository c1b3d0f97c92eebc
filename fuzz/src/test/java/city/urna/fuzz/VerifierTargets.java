package city.urna.fuzz;

import city.urna.fuzz.Targets.Named;
import city.urna.verifier.archive.ArchiveFiles;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.log.Checkpoint;
import city.urna.verifier.log.LogEntry;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.log.Receipt;
import city.urna.verifier.receipt.ActReceipts;
import city.urna.verifier.town.PlayedTown;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the verifier reads of the log, and the auditor's file. */
final class VerifierTargets {
  private VerifierTargets() {}

  static final class Shared {
    static final PlayedTown TOWN = PlayedTown.whole();
    static final Trust TRUST = TrustFile.parse(Bytes.ofUtf8(TOWN.trust())).orThrow();
  }

  /** The auditor's own file. */
  static List<Named> files() {
    return List.of(
        parsed("trust-file", () -> List.of(utf8(Shared.TOWN.trust())), TrustFile::parse));
  }

  static List<Named> log() {
    return List.of(
        parsed(
            "verifier-log-entry",
            () -> {
              byte[] bundle = file("tile/entries/");
              return List.of(Arrays.copyOfRange(bundle, 2, 2 + LogEntry.SIZE));
            },
            LogEntry::parse),
        parsed(
            "verifier-checkpoint",
            () -> List.of(file("checkpoint")),
            note -> Checkpoint.parse(note, LogTrust.of(Shared.TRUST))),
        parsed(
            "verifier-receipt",
            () -> List.of(ProtocolTargets.receipt().toArray()),
            note -> Receipt.parse(note, cityTrust())),
        parsed("act-receipt", ActReceipts::samples, ActReceipts::read),
        parsed("manifest", () -> List.of(file("manifest.json")), ArchiveFiles::manifest));
  }

  /** Whom the receipts of the contract's small city are checked against. */
  private static LogTrust cityTrust() {
    var genesis = ProtocolTargets.city().parties.genesis();
    return new LogTrust(
        genesis.getOrigin(),
        Bytes.of(genesis.getLogKey().toByteArray()),
        genesis.getOrganizationsList().stream()
            .map(o -> new LogTrust.Cosigner(o.getId(), Bytes.of(o.getCosignerKey().toByteArray())))
            .toList(),
        genesis.getQuorum());
  }

  static <T> Named parsed(
      String name, Supplier<List<byte[]>> samples, Function<Bytes, Parsed<T>> parser) {
    return new Named(
        name,
        () ->
            new Target(
                name,
                samples.get(),
                input ->
                    switch (parser.apply(Bytes.of(input))) {
                      case Parsed.Malformed<T> refused -> Optional.of(refused.reason());
                      case Parsed.Ok<T> ok -> Optional.empty();
                    }));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] file(String prefix) {
    return Shared.TOWN.files().entrySet().stream()
        .filter(file -> file.getKey().startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
