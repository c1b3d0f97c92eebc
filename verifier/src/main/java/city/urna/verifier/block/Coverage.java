package city.urna.verifier.block;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.archive.RecordVisitor;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Hashes;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Compares records, in order, with the counts and data hashes of the headers that must cover them
 * (V2.3).
 */
final class Coverage implements RecordVisitor {
  private final Headers headers;
  private final MessageDigest data = Hashes.sha256();
  private Optional<Header> current = Optional.empty();
  private long inBlock;
  private Optional<String> wrong = Optional.empty();

  Coverage(Headers headers) {
    this.headers = headers;
  }

  @Override
  public void record(LoggedRecord record) {
    add(record.raw());
  }

  /** What a record says is no matter here: its bytes are covered or not. */
  @Override
  public void unreadable(long position, Bytes raw, String reason) {
    add(raw);
  }

  private void add(Bytes record) {
    if (wrong.isEmpty() && current.isEmpty()) {
      startBlock();
    }
    if (wrong.isPresent()) {
      return;
    }
    Header header = current.orElseThrow();
    Bytes.u32(record.size()).feed(data);
    record.feed(data);
    inBlock++;
    if (inBlock == header.count()) {
      if (!Bytes.of(data.digest()).equals(header.data())) {
        wrong = Optional.of("block " + (headers.read() - 1) + " has another data hash");
      }
      inBlock = 0;
      current = Optional.empty();
    }
  }

  private void startBlock() {
    current = headers.next();
    if (current.isEmpty()) {
      wrong = Optional.of("there are records that no header covers");
    } else if (headers.read() == 1 && current.get().count() != 1) {
      wrong = Optional.of("block 0 does not hold the genesis record alone");
    } else if (current.get().count() == 0) {
      wrong = Optional.of("block " + (headers.read() - 1) + " is empty");
    }
  }

  /** Says that there is no further record, and gives what was wrong. */
  Optional<String> finish() {
    if (wrong.isEmpty() && current.isPresent()) {
      wrong = Optional.of("the last block counts more records than there are");
    }
    if (wrong.isEmpty() && headers.next().isPresent()) {
      wrong = Optional.of("there are headers that cover no record");
    }
    return wrong;
  }
}
