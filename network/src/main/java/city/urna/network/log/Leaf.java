package city.urna.network.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.election.Election;
import city.urna.protocol.log.LogEntry;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.transcript.Context;
import com.google.protobuf.ByteString;
import java.util.Optional;

/** An accepted record with what the log keeps of it; its position comes with its block. */
public final class Leaf {
  private final SignedRecord record;
  private final Optional<Link> link;

  /**
   * What a ballot or an act says of itself: whose voice, which one, instead of which (spec ballots
   * §2, consultation §4). An officer's act is nobody's voice.
   */
  record Link(Optional<Nullifier> nullifier, Tracker tracker, Tracker replaces) {}

  private Leaf(SignedRecord record, Optional<Link> link) {
    this.record = record;
    this.link = link;
  }

  /** The leaf of a record that the contract has accepted. */
  public static Leaf of(SignedRecord record) {
    return parse(record).orThrow();
  }

  /** The leaf of a record that others have accepted. */
  public static Parsed<Leaf> parse(SignedRecord record) {
    return switch (record.kind()) {
      case BALLOT -> ballot(record).map(link -> new Leaf(record, Optional.of(link)));
      case ACT -> act(record).map(link -> new Leaf(record, Optional.of(link)));
      case GENESIS,
          PROCESS,
          ITEM,
          ROLL,
          CEREMONY,
          PHASE,
          ISSUANCE_LIST,
          CLOSED_SET,
          DECRYPTION_SHARE,
          CERTIFICATE,
          ANCHOR,
          DECISION,
          CHECKPOINT ->
          new Parsed.Ok<>(new Leaf(record, Optional.empty()));
    };
  }

  private static Parsed<Link> ballot(SignedRecord record) {
    return record
        .body(Ballot.parser())
        .flatMap(
            ballot ->
                election(record, ballot.getElection())
                    .flatMap(
                        election ->
                            tracker(ballot.getReplaces())
                                .map(replaces -> ballot(record, ballot, election, replaces))));
  }

  private static Link ballot(
      SignedRecord record, Ballot ballot, Context election, Tracker replaces) {
    Tracker tracker = Election.tracker(election, record.body());
    return new Link(Optional.of(nullifier(election, ballot.getCredential())), tracker, replaces);
  }

  private static Parsed<Link> act(SignedRecord record) {
    return record
        .body(Act.parser())
        .flatMap(
            act ->
                election(record, act.getElection())
                    .flatMap(
                        election ->
                            tracker(act.getReplaces())
                                .map(replaces -> act(record, act, election, replaces))));
  }

  private static Link act(SignedRecord record, Act act, Context election, Tracker replaces) {
    return new Link(
        act.hasCredential()
            ? Optional.of(nullifier(election, act.getCredential().getKey()))
            : Optional.empty(),
        Forum.actHash(election, record.body()),
        replaces);
  }

  private static Parsed<Tracker> tracker(ByteString bytes) {
    return Digest.parse(Bytes.of(bytes)).map(Tracker::new);
  }

  private static Parsed<Context> election(SignedRecord record, ByteString election) {
    return Digest.parse(Bytes.of(election))
        .map(hash -> new Context(record.process(), record.scope(), hash));
  }

  private static Nullifier nullifier(Context election, ByteString credential) {
    return Election.nullifier(election, Bytes.of(credential));
  }

  /** The record's exact bytes. */
  public Bytes bytes() {
    return record.bytes();
  }

  /** The record hash. */
  public Digest hash() {
    return record.hash();
  }

  /** The tracker; {@link Tracker#NONE} unless the record is a ballot or an act. */
  public Tracker tracker() {
    return link.map(Link::tracker).orElse(Tracker.NONE);
  }

  /** The entry at a position. */
  LogEntry entry(long position) {
    return link.isPresent()
        ? LogEntry.tracked(record, position, link.get().tracker())
        : LogEntry.of(record, position);
  }

  Optional<Link> link() {
    return link;
  }
}
