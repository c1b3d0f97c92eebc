package city.urna.chaincode.consultation;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.ANCHOR;
import static city.urna.protocol.bytes.Refusal.CHECKPOINT;
import static city.urna.protocol.bytes.Refusal.DECISION;
import static city.urna.protocol.bytes.Refusal.ELECTION;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.chaincode.StateKeys;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallHall;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.consultation.CosignedTime;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Anchor;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.RecordedCheckpoint;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Anchors, decisions and recorded checkpoints (spec consultation §5–§7). */
class DecisionsTest {
  private static final SmallHall CITY = new SmallHall(73);
  private static final MemoryState OPEN = CITY.open();
  private static final AnchorList LIST = CITY.reports(3);
  private static final Anchor FIRST = LIST.anchor(CITY.boxForum, "academy", 1, Bytes.EMPTY);
  private static final Digest TARGET = CITY.category.hash();

  @Test
  void anchorsFollowOneAnother() {
    MemoryState state = CITY.open();
    SignedRecord first = CITY.anchor(0, FIRST);
    state.accept(first);
    assertRefused(ANCHOR, state, first);
    AnchorList two = CITY.reports(2);
    assertRefused(
        ANCHOR, state, CITY.anchor(0, two.anchor(CITY.boxForum, "academy", 2, Bytes.EMPTY)));
    assertRefused(
        ANCHOR,
        state,
        CITY.anchor(
            0, LIST.anchor(CITY.boxForum, "academy", 2, first.hash().value()))); // 6 of 5 acts
    state.accept(CITY.anchor(0, two.anchor(CITY.boxForum, "academy", 2, first.hash().value())));
    state.accept(CITY.anchor(1, two.anchor(CITY.boxForum, "city", 1, Bytes.EMPTY)));
  }

  @Test
  void anchorsThatDoNotHold() {
    assertRefused(SIGNATURE, OPEN, CITY.anchor(1, FIRST));
    assertRefused(
        SIGNATURE, OPEN, CITY.anchor(0, FIRST.toBuilder().setOrganization("nobody").build()));
    assertRefused(PHASE, CITY.ready(), CITY.anchor(0, FIRST));
    assertRefused(PHASE, CITY.open().accept(CITY.phase(3, CITY.boxFreeze)), CITY.anchor(0, FIRST));
    refusedAnchor(ELECTION, made -> made.setElection(CITY.hallForum.election().toByteString()));
    refusedAnchor(ANCHOR, made -> made.setNumber(2));
    refusedAnchor(ANCHOR, made -> made.setPrevious(Bytes.zero(32).toByteString()));
    refusedAnchor(ANCHOR, Anchor.Builder::clearActs);
    refusedAnchor(ANCHOR, made -> made.setActs(1_001));
    refusedAnchor(ANCHOR, made -> made.setBytes(1_048_577));
    refusedAnchor(ANCHOR, Anchor.Builder::clearBytes);
    refusedAnchor(ANCHOR, made -> made.setRoot(Bytes.zero(31).toByteString()));
  }

  private static void refusedAnchor(
      city.urna.protocol.bytes.Refusal code, UnaryOperator<Anchor.Builder> change) {
    assertRefused(code, OPEN, CITY.anchor(0, change.apply(FIRST.toBuilder()).build()));
  }

  private static Decision.Builder answer() {
    return CITY.answer(CITY.boxForum, TARGET);
  }

  private static Decision.Builder redaction() {
    return answer()
        .setType(2)
        .clearStatus()
        .addCommitments(TARGET.value().toByteString())
        .addSent("feed");
  }

  private static Decision.Builder count() {
    return answer()
        .setType(4)
        .clearStatus()
        .clearTarget()
        .clearReason()
        .setRows(1)
        .setCounts(TARGET.value().toByteString());
  }

  private static SignedRecord box(Decision.Builder decision) {
    return CITY.decide(SmallHall.BOX, decision.build());
  }

  @Test
  void whoDecidesAndWhen() {
    assertAccepted(OPEN, box(answer()));
    assertAccepted(
        OPEN,
        Parties.record(
            Kind.DECISION,
            SmallHall.BOX,
            answer().clearOffice().build(),
            List.of(CITY.parties.clerk)));
    assertRefused(SIGNATURE, OPEN, box(answer().clearOffice()));
    assertRefused(SIGNATURE, OPEN, box(answer().setOffice("parks")));
    assertRefused(PHASE, CITY.ready(), box(answer()));
    assertRefused(PHASE, OPEN, box(count()));
    assertRefused(PHASE, OPEN, CITY.decide(Parties.SCOPE, answer().build()));
    assertRefused(
        ELECTION, OPEN, box(answer().setElection(CITY.hallForum.election().toByteString())));
    MemoryState closed = CITY.open().accept(CITY.phase(3, CITY.boxFreeze));
    for (Decision.Builder one : List.of(answer(), redaction(), count())) {
      assertAccepted(closed, box(one));
    }
    MemoryState gone = CITY.open().accept(CITY.phase(6, CITY.boxFreeze));
    assertRefused(PHASE, gone, box(answer()));
    assertRefused(PHASE, gone, box(count()));
    assertAccepted(gone, box(redaction())); // erasing stays a duty
  }

  @Test
  void decisionsThatAreNotWellFormed() {
    MemoryState closed = CITY.open().accept(CITY.phase(3, CITY.boxFreeze));
    for (Decision.Builder wrong :
        List.of(
            answer().setType(0),
            answer().setType(5),
            answer().clearTarget(),
            answer().clearStatus(),
            answer().setStatus(8),
            answer().clearReason(),
            answer().setReason("x".repeat(1_001)),
            answer().setReason("a\u0007bell"),
            answer().setSupersedes(Bytes.zero(5).toByteString()),
            answer().addCommitments(TARGET.value().toByteString()),
            answer().addSent("feed"),
            answer().setRows(1),
            answer().addContents(CITY.content(SmallHall.BOX, ContentKind.NAME, "")),
            redaction().clearReason(), // without a reason
            redaction().clearCommitments(),
            redaction().setStatus(1),
            redaction().addSent(""),
            redaction().addCommitments(TARGET.value().toByteString()), // twice
            redaction().setSupersedes(TARGET.value().toByteString()), // taken back
            redaction().addContents(CITY.text(SmallHall.BOX, "a")),
            redaction().setType(3), // a withholding was sent nowhere
            redaction().setType(3).clearSent().clearReason(),
            redaction().setType(3).clearSent().clearCommitments(),
            count().clearCounts(),
            count().setRows(-1),
            count().setTarget(TARGET.value().toByteString()))) {
      assertRefused(DECISION, closed, box(wrong));
    }
    assertAccepted(closed, box(answer().setStatus(1).clearReason()));
    assertAccepted(
        closed, box(answer().clearReason().addContents(CITY.text(SmallHall.BOX, "done"))));
    assertAccepted(
        closed,
        box(
            redaction()
                .setType(3)
                .clearSent()
                .clearCommitments()
                .setSupersedes(TARGET.value().toByteString())));
  }

  private static SignedRecord checkpoint(long size, List<Long> times) {
    Checkpoint checkpoint = new Checkpoint(CITY.parties.genesis().getOrigin(), size, Digest.ZERO);
    SignedNote note = checkpoint.sign(CITY.parties.log);
    for (int i = 0; i < times.size(); i++) {
      String name = CheckpointTrust.cosignerName(checkpoint.origin(), Parties.ORGANIZATIONS.get(i));
      note =
          note.with(
              Cosignature.sign(checkpoint, name, times.get(i), CITY.parties.cosigners.get(i)));
    }
    return checkpoint(note, CITY.parties.log);
  }

  private static SignedRecord checkpoint(SignedNote note, Ed25519PrivateKey key) {
    return Parties.record(
        Kind.CHECKPOINT,
        "",
        "",
        RecordedCheckpoint.newBuilder().setNote(note.encode().toByteString()).build(),
        List.of(key));
  }

  private static Optional<CosignedTime> time(MemoryState state) {
    return state.get(StateKeys.CHECKPOINT).map(bytes -> CosignedTime.decode(bytes).orThrow());
  }

  @Test
  void aRecordedCheckpointHasTheLowerMedianAsItsTime() {
    MemoryState state = CITY.open();
    state.accept(checkpoint(7, List.of(300L, 100L, 200L)));
    assertEquals(Optional.of(new CosignedTime(7, 200)), time(state));
    state.accept(checkpoint(9, List.of(500L, 400L)));
    assertEquals(Optional.of(new CosignedTime(9, 400)), time(state));
    state.accept(checkpoint(20, List.of(50L, 60L))); // dated back
    assertEquals(Optional.of(new CosignedTime(20, 400)), time(state));
  }

  @Test
  void checkpointsThatDoNotHold() {
    MemoryState state = CITY.open();
    state.accept(checkpoint(7, List.of(300L, 100L, 200L)));
    assertRefused(CHECKPOINT, state, checkpoint(8, List.of(300L, 310L))); // only checkpoints new
    assertRefused(CHECKPOINT, state, checkpoint(7, List.of(300L, 310L)));
    assertRefused(CHECKPOINT, state, checkpoint(9, List.of(300L))); // no quorum
    assertRefused(
        CHECKPOINT,
        state,
        checkpoint(
            new Checkpoint("another.example", 9, Digest.ZERO).sign(CITY.parties.log),
            CITY.parties.log));
    SignedNote note =
        SignedNote.parse(
                Bytes.of(
                    checkpoint(9, List.of(300L, 310L))
                        .body(RecordedCheckpoint.parser())
                        .orThrow()
                        .getNote()))
            .orThrow();
    assertAccepted(state, checkpoint(note, CITY.parties.log));
    assertRefused(SIGNATURE, state, checkpoint(note, CITY.parties.clerk));
    assertRefused(ORDER, MemoryState.empty(), checkpoint(note, CITY.parties.log));
  }
}
