package city.urna.verifier.receipt;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.log.Checkpoint;
import city.urna.verifier.log.LogEntry;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.log.Receipt;
import city.urna.verifier.log.StoredEntries;
import city.urna.verifier.log.TrackerContexts;
import city.urna.verifier.record.Kind;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Ballot;
import java.util.Optional;

/** Looks a receipt up in an archive of the same log. */
final class ArchiveReading {
  private final Archive archive;
  private final LogTrust trust;

  ArchiveReading(Archive archive, LogTrust trust) {
    this.archive = archive;
    this.trust = trust;
  }

  Standing standing(Receipt receipt) {
    Parsed<Checkpoint> checkpoint =
        archive
            .read("checkpoint", Checkpoint.MOST_BYTES)
            .flatMap(note -> Checkpoint.parse(note, trust));
    return switch (checkpoint) {
      case Parsed.Ok<Checkpoint>(Checkpoint covering) -> standing(receipt, covering);
      case Parsed.Malformed<Checkpoint>(String reason) ->
          new Standing.NotCovered("the archive's checkpoint is refused: " + reason);
    };
  }

  private Standing standing(Receipt receipt, Checkpoint covering) {
    LogEntry entry = receipt.entry();
    if (entry.position() >= covering.head().size()) {
      return new Standing.NotCovered("the archive ends before this position");
    }
    Optional<String> contradiction = contradiction(receipt, covering);
    if (contradiction.isPresent()) {
      return new Standing.Contradiction(contradiction.get());
    }
    return switch (archive.record(entry.position())) {
      case Parsed.Ok<LoggedRecord>(LoggedRecord record) ->
          record.hash().equals(entry.recordHash())
              ? count(record, entry)
              : new Standing.Contradiction("the archive holds another record at this position");
      case Parsed.Malformed<LoggedRecord>(String reason) -> new Standing.Contradiction(reason);
    };
  }

  /** Rebuilds the tree and compares its roots at both sizes, and the entry. */
  private Optional<String> contradiction(Receipt receipt, Checkpoint covering) {
    long size = covering.head().size();
    StoredEntries entries = new StoredEntries(archive, size);
    Merkle.Frontier frontier = new Merkle.Frontier();
    for (long position = 0; position < size; position++) {
      if (!(entries.entry(position) instanceof Parsed.Ok<Bytes>(Bytes entry))) {
        return Optional.of("the archive's entries cannot be read");
      }
      if (position == receipt.entry().position() && !entry.equals(receipt.entry().encode())) {
        return Optional.of("the archive has another entry at this position");
      }
      frontier.add(Merkle.leafHash(entry));
      if (frontier.size() == receipt.checkpoint().head().size()
          && !frontier.root().equals(receipt.checkpoint().head().root())) {
        return Optional.of("fork: the archive's log had another root at the receipt's size");
      }
    }
    return frontier.root().equals(covering.head().root())
        ? Optional.empty()
        : Optional.of("the archive's entries do not give its checkpoint's root");
  }

  private Standing count(LoggedRecord record, LogEntry entry) {
    if (record.kind() != Kind.BALLOT) {
      return new Standing.NoBallot();
    }
    if (!(StrictMessage.parse(Ballot.parser(), record.body())
        instanceof Parsed.Ok<Ballot>(Ballot ballot))) {
      return new Standing.Contradiction("the record at this position is no ballot");
    }
    CredentialChain chain =
        new CredentialChain(
            record.process(),
            record.scope(),
            new TrackerContexts(archive).electionHash(record.process(), record.scope()),
            Bytes.of(ballot.getCredential()));
    archive.forEachRecord(chain);
    return chain.standing(entry.tracker(), entry.position());
  }
}
