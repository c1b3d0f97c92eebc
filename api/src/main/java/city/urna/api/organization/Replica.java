package city.urna.api.organization;

import city.urna.api.http.Problem;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Ruling;
import city.urna.network.Block;
import city.urna.network.embedded.Follower;
import city.urna.protocol.bytes.Bytes;
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
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The organization's own copy of the ledger and what it signs about it (spec log §3, api §3). A
 * size is signed only while it is the copy's own size and root, and the copy never shrinks, so no
 * two roots of one size are ever signed.
 */
final class Replica {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final String id;
  private final PartyKeys keys;
  private final Follower follower;
  private final Contract contract;
  private final InstantSource clock;

  Replica(String id, PartyKeys keys, Follower follower, Contract contract, InstantSource clock) {
    this.id = id;
    this.keys = keys;
    this.follower = follower;
    this.contract = contract;
    this.clock = clock;
  }

  /** Takes the blocks that are new, then cosigns the checkpoint over all of them. */
  synchronized NoteSignature cosign(Cosigning request) {
    for (var message : request.getBlocksList()) {
      Block block = ok(Block.of(message));
      if (block.number() >= follower.log().height()) {
        apply(block);
      }
    }
    SignedNote note = ok(SignedNote.parse(Bytes.of(request.getCheckpoint())));
    Checkpoint checkpoint = ok(Checkpoint.parse(note.text()));
    CheckpointTrust trust =
        genesis()
            .map(genesis -> CheckpointTrust.of(genesis).orThrow())
            .orElseThrow(() -> new Problem(Problem.Type.BEHIND, "0 is the next block"));
    if (!checkpoint.origin().equals(trust.log().name())
        || note.signatures().size() != 1
        || !trust.log().claims(note.signatures().getFirst())
        || !Signatures.verify(
            trust.log().key(), note.signedText(), note.signatures().getFirst().value())) {
      throw alarm("a checkpoint that the log key did not sign");
    }
    if (checkpoint.size() > follower.log().size()) {
      throw new Problem(Problem.Type.BEHIND, follower.log().height() + " is the next block");
    }
    if (checkpoint.size() < follower.log().size()) {
      throw new Problem(Problem.Type.CONFLICT, "a larger checkpoint was cosigned already");
    }
    if (!checkpoint.root().equals(follower.log().root(checkpoint.size()))) {
      throw alarm("a checkpoint with another root than this organization's replay");
    }
    return Cosignature.sign(
        checkpoint,
        CheckpointTrust.cosignerName(checkpoint.origin(), id),
        Math.max(0, clock.instant().getEpochSecond()),
        keys.signing());
  }

  private void apply(Block block) {
    if (block.number() == 0 && !namesMe(block)) {
      throw alarm("a genesis record without this organization");
    }
    switch (follower.apply(block)) {
      case Follower.Outcome.Appended appended -> {}
      case Follower.Outcome.OutOfTurn(long expected) ->
          throw new Problem(Problem.Type.BEHIND, expected + " is the next block");
      case Follower.Outcome.Diverged(String reason) ->
          throw alarm("block " + block.number() + ": " + reason);
    }
  }

  /** A fork or a broken rule is the operator's to look at, at once. */
  private static Problem alarm(String what) {
    LOG.error("ALARM: the node sent {}; nothing was signed", what);
    return new Problem(Problem.Type.REFUSED, what);
  }

  /** The ledger key's signature on a record that the contract would accept once it is endorsed. */
  Signature endorse(SignedRecord record) {
    if (record.kind() == Kind.GENESIS) {
      requireMine(record);
    }
    return switch (contract.propose(follower.state(), record.withSignatures(authors(record)))) {
      case Ruling.Accepted accepted -> record.signature(keys.point().orElseThrow());
      case Ruling.Refused(var code, String reason) -> throw Problem.refused(code, reason);
      case Ruling.Repeated repeated ->
          throw new Problem(Problem.Type.CONFLICT, "the record stands already");
    };
  }

  /** Endorsements are not looked at: what counts is whether this organization would accept. */
  private static java.util.List<Signature> authors(SignedRecord record) {
    int authors = record.kind() == Kind.GENESIS ? 0 : 1;
    return record.signatures().subList(0, Math.min(authors, record.signatures().size()));
  }

  private void requireMine(SignedRecord record) {
    if (follower.log().size() > 0) {
      throw new Problem(Problem.Type.CONFLICT, "this organization keeps a ledger already");
    }
    if (!record.body(Genesis.parser()).optional().map(this::namesMe).orElse(false)) {
      throw new Problem(
          Problem.Type.FORBIDDEN, "the genesis record does not name this organization's keys");
    }
  }

  private boolean namesMe(Block block) {
    return SignedRecord.parse(block.records().getFirst())
        .flatMap(record -> record.body(Genesis.parser()))
        .optional()
        .map(this::namesMe)
        .orElse(false);
  }

  private boolean namesMe(Genesis genesis) {
    return genesis.getOrganizationsList().stream().anyMatch(this::isMe);
  }

  private boolean isMe(Organization organization) {
    return organization.getId().equals(id)
        && Bytes.of(organization.getCosignerKey()).equals(keys.signing().publicKey())
        && Bytes.of(organization.getLedgerKey()).equals(keys.point().orElseThrow().publicKey());
  }

  Optional<Genesis> genesis() {
    return follower
        .log()
        .record(0)
        .map(bytes -> SignedRecord.parse(bytes).orThrow().body(Genesis.parser()).orThrow());
  }

  Tracker chainEnd(Nullifier nullifier) {
    return follower.log().chainEnd(nullifier);
  }

  String id() {
    return id;
  }

  PartyKeys keys() {
    return keys;
  }

  Follower follower() {
    return follower;
  }

  private static <T> T ok(Parsed<T> parsed) {
    return city.urna.api.http.Exchange.ok(parsed);
  }
}
