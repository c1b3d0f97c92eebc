package city.urna.network.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.LogEntry;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import java.util.Optional;

/** An accepted record with what the log keeps of it; its position comes with its block. */
public final class Leaf {
  private final SignedRecord record;
  private final Optional<Link> link;

  /**
   * What a ballot says of itself: whose voice, which ballot, instead of which (spec ballots §2).
   */
  record Link(Nullifier nullifier, Tracker tracker, Tracker replaces) {}

  private Leaf(SignedRecord record, Optional<Link> link) {
    this.record = record;
    this.link = link;
  }

  /** The leaf of a record that the contract has accepted. */
  public static Leaf of(SignedRecord record) {
    if (record.kind() != Kind.BALLOT) {
      return new Leaf(record, Optional.empty());
    }
    Ballot ballot = record.body(Ballot.parser()).orThrow();
    Context election =
        new Context(record.process(), record.scope(), new Digest(Bytes.of(ballot.getElection())));
    Nullifier nullifier =
        new Nullifier(
            Transcript.of("nullifier", election)
                .absorb("credential", Bytes.of(ballot.getCredential()))
                .hash());
    Tracker tracker =
        new Tracker(Transcript.of("ballot", election).absorb("body", record.body()).hash());
    Tracker replaces = new Tracker(new Digest(Bytes.of(ballot.getReplaces())));
    return new Leaf(record, Optional.of(new Link(nullifier, tracker, replaces)));
  }

  /** The record's exact bytes. */
  public Bytes bytes() {
    return record.bytes();
  }

  /** The record hash. */
  public Digest hash() {
    return record.hash();
  }

  /** The tracker; {@link Tracker#NONE} unless the record is a ballot. */
  public Tracker tracker() {
    return link.map(Link::tracker).orElse(Tracker.NONE);
  }

  /** The entry at a position. */
  LogEntry entry(long position) {
    return link.isPresent()
        ? LogEntry.ofBallot(record, position, link.get().tracker())
        : LogEntry.of(record, position);
  }

  Optional<Link> link() {
    return link;
  }
}
