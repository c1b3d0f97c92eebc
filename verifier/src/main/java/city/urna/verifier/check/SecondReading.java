package city.urna.verifier.check;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.log.LogRoots;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Ballot;
import java.util.Optional;
import java.util.Set;

/** What is read from the archive once more when the whole log has been seen. */
final class SecondReading {
  private final Archive archive;

  SecondReading(Archive archive) {
    this.archive = archive;
  }

  /** The sums over the ballots at these positions, all of which were in order. */
  Sums sums(Frozen frozen, Set<Long> positions) {
    Sums sums = new Sums(frozen);
    for (long position : positions) {
      if (archive.record(position) instanceof Parsed.Ok<LoggedRecord>(LoggedRecord record)
          && StrictMessage.parse(Ballot.parser(), record.body())
              instanceof Parsed.Ok<Ballot>(Ballot ballot)
          && OpenedBallot.refuseShape(frozen, ballot).isEmpty()
          && OpenedBallot.decode(frozen, ballot)
              instanceof Parsed.Ok<OpenedBallot>(OpenedBallot opened)) {
        sums.add(opened);
      }
    }
    return sums;
  }

  /** One record, where the archive holds it. */
  Optional<LoggedRecord> record(long position) {
    return archive.record(position) instanceof Parsed.Ok<LoggedRecord>(LoggedRecord record)
        ? Optional.of(record)
        : Optional.empty();
  }

  /** The log's root at an earlier size; none when the archive does not hold so many entries. */
  Optional<Bytes> root(long size) {
    return LogRoots.at(archive, size) instanceof Parsed.Ok<Bytes>(Bytes root)
        ? Optional.of(root)
        : Optional.empty();
  }
}
