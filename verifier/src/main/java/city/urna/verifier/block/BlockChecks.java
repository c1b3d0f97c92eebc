package city.urna.verifier.block;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.archive.Walk;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.report.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks V2.* (spec archive §3): the embedded ledger's blocks. */
public final class BlockChecks {
  private final Archive archive;
  private final Bytes genesis;
  private final Bytes ordererKey;

  /**
   * @param genesis the trusted record hash of the genesis record, 32 bytes
   * @param ordererKey the trusted orderer key, 33 bytes
   */
  public BlockChecks(Archive archive, Bytes genesis, Bytes ordererKey) {
    this.archive = archive;
    this.genesis = genesis;
    this.ordererKey = ordererKey;
  }

  /** Runs V2.1 alone: the genesis record is the same on every ledger. */
  public Finding genesis() {
    return finding("V2.1", "the genesis record is the trusted one", 1, wrongGenesis());
  }

  /**
   * Runs V2.1 to V2.4, each whatever the others found.
   *
   * @param fabricWanted whether the trust file names a channel: then this is the wrong ledger
   */
  public List<Finding> run(boolean fabricWanted) {
    List<Finding> findings = new ArrayList<>(run());
    if (fabricWanted) {
      findings.set(
          0,
          Finding.failed(
              "V2.1",
              findings.getFirst().title(),
              1,
              "the trust file names a Fabric channel, but these are the embedded ledger's blocks"));
    }
    return List.copyOf(findings);
  }

  /** Runs V2.1 to V2.4, each whatever the others found. */
  public List<Finding> run() {
    Chain chain = new Chain(ordererKey);
    Optional<String> uncovered = followRecords(chain);
    chain.finish();
    return List.of(
        genesis(),
        finding("V2.2", "block headers follow one another", chain.count(), chain.brokenLink()),
        finding(
            "V2.3", "block headers cover exactly the records, in order", chain.count(), uncovered),
        finding(
            "V2.4",
            "every block header is signed by the trusted orderer",
            chain.count(),
            chain.badSignature()));
  }

  private Optional<String> wrongGenesis() {
    return switch (archive.record(0)) {
      case Parsed.Ok<LoggedRecord>(LoggedRecord first) ->
          first.hash().equals(genesis)
              ? Optional.empty()
              : Optional.of("the first record's hash is " + first.hash().hex());
      case Parsed.Malformed<LoggedRecord>(String reason) -> Optional.of(reason);
    };
  }

  /** Walks records and headers side by side; gives what is wrong with their agreement. */
  private Optional<String> followRecords(Chain chain) {
    try (Headers headers = new Headers(archive.stream(Headers.NAME), chain)) {
      Coverage coverage = new Coverage(headers);
      Walk walk = archive.forEachRecord(coverage);
      Optional<String> wrong = walk.broken().or(coverage::finish);
      headers.readRest();
      return wrong;
    } catch (IOException e) {
      return Optional.of(Headers.NAME + " is missing or cannot be read");
    }
  }

  private static Finding finding(String id, String title, long count, Optional<String> wrong) {
    return wrong
        .map(reason -> Finding.failed(id, title, count, reason))
        .orElseGet(() -> Finding.passed(id, title, count));
  }
}
