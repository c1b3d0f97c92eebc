package city.urna.api.organization;

import city.urna.api.http.Problem;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Ruling;
import city.urna.network.LedgerCopy;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.NoteSignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Cosigning;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Organization;
import city.urna.protocol.records.Signature;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.Signatures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The organization's own copy of the ledger and what it signs about it (spec log §3, api §3). A
 * size is signed only while it is the copy's own size and root, and the copy never shrinks, so no
 * two roots of one size are ever signed.
 */
final class Replica {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  /** How long an organization that follows by itself may be behind whoever asks it to endorse. */
  private static final Duration LAG = Duration.ofSeconds(5);

  private final String id;
  private final PartyKeys keys;
  private final Source source;
  private final Contract contract;
  private final AnchorDesk anchors;
  private final InstantSource clock;

  /** How much of the log has its anchors' lists here, as far as this run has looked. */
  private long listed;

  Replica(
      String id,
      PartyKeys keys,
      Source source,
      Contract contract,
      AnchorDesk anchors,
      InstantSource clock) {
    this.anchors = anchors;
    this.id = id;
    this.keys = keys;
    this.source = source;
    this.contract = contract;
    this.clock = clock;
  }

  /** Goes on as far as the checkpoint, then cosigns it. */
  synchronized NoteSignature cosign(Cosigning request) {
    SignedNote note = ok(SignedNote.parse(Bytes.of(request.getCheckpoint())));
    Checkpoint checkpoint = ok(Checkpoint.parse(note.text()));
    source.bring(request, checkpoint.size());
    LogStore log = copy().log();
    CheckpointTrust trust =
        genesis()
            .map(genesis -> CheckpointTrust.of(genesis).orThrow())
            .orElseThrow(() -> new Problem(Problem.Type.BEHIND, "0 is the next block"));
    if (!genesis().map(this::namesMe).orElse(false)) {
      throw alarm("a genesis record without this organization");
    }
    if (!checkpoint.origin().equals(trust.log().name())
        || note.signatures().size() != 1
        || !trust.log().claims(note.signatures().getFirst())
        || !Signatures.verify(
            trust.log().key(), note.signedText(), note.signatures().getFirst().value())) {
      throw alarm("a checkpoint that the log key did not sign");
    }
    if (checkpoint.size() > log.size()) {
      throw new Problem(Problem.Type.BEHIND, log.height() + " is the next block");
    }
    if (checkpoint.size() < source.cosigned()) {
      throw new Problem(Problem.Type.CONFLICT, "a larger checkpoint was cosigned already");
    }
    if (!checkpoint.root().equals(log.root(checkpoint.size()))) {
      throw alarm("a checkpoint with another root than this organization's replay");
    }
    if (!log.endsBlock(checkpoint.size())) {
      throw alarm("a checkpoint within a block");
    }
    keepLists(log, checkpoint.size());
    NoteSignature line =
        Cosignature.sign(
            checkpoint,
            CheckpointTrust.cosignerName(checkpoint.origin(), id),
            Math.max(0, clock.instant().getEpochSecond()),
            keys.signing());
    // Durable before it is given away: nothing smaller is ever signed after it.
    source.keep(note.with(line));
    return line;
  }

  /** Nothing is cosigned that covers an anchor whose list is not here (spec consultation §5.4). */
  private void keepLists(LogStore log, long size) {
    for (; listed < size; listed++) {
      if (log.entry(listed).filter(entry -> entry.kind() == Kind.ANCHOR).isPresent()) {
        anchors.keep(SignedRecord.parse(log.record(listed).orElseThrow()).orThrow());
      }
    }
  }

  /** A fork or a broken rule is the operator's to look at, at once. */
  static Problem alarm(String what) {
    LOG.error("ALARM: {}; nothing was signed", what);
    return new Problem(Problem.Type.REFUSED, what);
  }

  /** The ledger key's signature on a record that the contract would accept once it is endorsed. */
  Signature endorse(SignedRecord record) {
    if (record.kind() == Kind.GENESIS) {
      requireMine(record);
    }
    return switch (ruling(record.withSignatures(authors(record)))) {
      case Ruling.Accepted accepted -> record.signature(keys.point().orElseThrow());
      case Ruling.Refused(var code, String reason) -> throw Problem.refused(code, reason);
      case Ruling.Repeated repeated ->
          throw new Problem(Problem.Type.CONFLICT, "the record stands already");
    };
  }

  /** What the contract says, once this copy is as far as whoever asks seems to be. */
  private Ruling ruling(SignedRecord record) {
    long deadline = System.nanoTime() + LAG.toNanos();
    Ruling ruling = contract.propose(copy().state(), record);
    while (ruling instanceof Ruling.Refused && source.mayGrow() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      ruling = contract.propose(copy().state(), record);
    }
    return ruling;
  }

  /** Endorsements are not looked at: what counts is whether this organization would accept. */
  private static java.util.List<Signature> authors(SignedRecord record) {
    int authors = record.kind() == Kind.GENESIS ? 0 : 1;
    return record.signatures().subList(0, Math.min(authors, record.signatures().size()));
  }

  private void requireMine(SignedRecord record) {
    if (copy().log().size() > 0) {
      throw new Problem(Problem.Type.CONFLICT, "this organization keeps a ledger already");
    }
    Optional<Genesis> genesis = record.body(Genesis.parser()).optional();
    if (!source.network().stream()
        .allMatch(hash -> genesis.filter(one -> bears(one, hash)).isPresent())) {
      throw new Problem(
          Problem.Type.FORBIDDEN, "the genesis record is not of this organization's network");
    }
    if (!record.body(Genesis.parser()).optional().map(this::namesMe).orElse(false)) {
      throw new Problem(
          Problem.Type.FORBIDDEN, "the genesis record does not name this organization's keys");
    }
  }

  private static boolean bears(Genesis genesis, Digest network) {
    return Bytes.of(genesis.getNonce()).equals(network.value());
  }

  private boolean namesMe(Genesis genesis) {
    return namesMe(genesis, id, keys);
  }

  /** Whether a genesis record names the organization of these keys. */
  static boolean namesMe(Genesis genesis, String id, PartyKeys keys) {
    return genesis.getOrganizationsList().stream().anyMatch(one -> isMe(one, id, keys));
  }

  private static boolean isMe(Organization organization, String id, PartyKeys keys) {
    return organization.getId().equals(id)
        && Bytes.of(organization.getCosignerKey()).equals(keys.signing().publicKey())
        && Bytes.of(organization.getLedgerKey()).equals(keys.point().orElseThrow().publicKey());
  }

  Optional<Genesis> genesis() {
    return copy()
        .log()
        .record(0)
        .map(bytes -> SignedRecord.parse(bytes).orThrow().body(Genesis.parser()).orThrow());
  }

  AnchorDesk anchors() {
    return anchors;
  }

  Tracker chainEnd(Nullifier nullifier) {
    return copy().log().chainEnd(nullifier);
  }

  String id() {
    return id;
  }

  PartyKeys keys() {
    return keys;
  }

  LedgerCopy copy() {
    return source.copy();
  }

  private static <T> T ok(Parsed<T> parsed) {
    return city.urna.api.http.Exchange.ok(parsed);
  }
}
