package city.urna.chaincode.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallHall;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.CosignedTime;
import city.urna.protocol.consultation.CountRow;
import city.urna.protocol.consultation.Identity;
import city.urna.protocol.consultation.Owed;
import city.urna.protocol.consultation.Replay;
import city.urna.protocol.consultation.Standing;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.RecordedCheckpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The replay of accepted records, fed as the log grows (spec consultation §8). */
class ReplayTest {
  private static final SmallHall CITY = new SmallHall(74);
  private static final CheckpointTrust TRUST = CheckpointTrust.of(CITY.parties.genesis()).orThrow();

  private final Replay replay = new Replay(Parties.PROCESS, CITY.process, TRUST);
  private long next;

  private void take(SignedRecord... records) {
    for (SignedRecord record : records) {
      replay.record(next++, record);
    }
  }

  private void begin() {
    take(
        CITY.genesis,
        CITY.processRecord,
        CITY.category,
        CITY.statement,
        CITY.roll(),
        CITY.hallFreeze,
        CITY.boxFreeze);
  }

  /** A recorded checkpoint of the whole log so far. */
  private void checkpoint(long time) {
    Checkpoint checkpoint = new Checkpoint(CITY.parties.genesis().getOrigin(), next, Digest.ZERO);
    SignedNote note = checkpoint.sign(CITY.parties.log);
    for (int i = 0; i < 2; i++) {
      String name = CheckpointTrust.cosignerName(checkpoint.origin(), Parties.ORGANIZATIONS.get(i));
      note = note.with(Cosignature.sign(checkpoint, name, time + i, CITY.parties.cosigners.get(i)));
    }
    take(
        Parties.record(
            Kind.CHECKPOINT,
            "",
            "",
            RecordedCheckpoint.newBuilder().setNote(note.encode().toByteString()).build(),
            List.of(CITY.parties.log)));
  }

  private static Tracker hash(SignedRecord act) {
    return CITY.hallForum.actHash(act.body());
  }

  private CountRow row(Identity identity, long number) {
    return new CountRow(CITY.statement.hash(), ActType.SUPPORT, identity, 1, number);
  }

  @Test
  void voicesAreCountedOnceAndWithdrawn() {
    begin();
    SignedRecord first = CITY.act(0, CITY.support());
    SignedRecord second = CITY.act(0, CITY.support());
    SignedRecord sheet =
        CITY.officer(
            new city.urna.protocol.consultation.ActDraft(
                ActType.SUPPORT,
                2,
                Optional.of(CITY.statement.hash()),
                Tracker.NONE,
                40,
                List.of(),
                List.of()));
    take(first, second, CITY.act(1, CITY.support()), sheet);
    assertEquals(Optional.of(Standing.UNCHAINED), replay.standing(hash(second)));
    assertEquals(
        List.of(row(Identity.CREDENTIAL, 2), row(Identity.OFFICER, 40)),
        replay.counts(SmallHall.HALL));
    SignedRecord withdrawn =
        CITY.act(
            0,
            city.urna.protocol.consultation.ActDraft.on(
                    ActType.SUPPORT, Optional.of(CITY.statement.hash()), 0)
                .replacing(hash(first)));
    take(withdrawn);
    assertEquals(Optional.of(Standing.REPLACED), replay.standing(hash(first)));
    assertEquals(Optional.of(Standing.WITHDRAWN), replay.standing(hash(withdrawn)));
    assertEquals(row(Identity.CREDENTIAL, 1), replay.counts(SmallHall.HALL).getFirst());
  }

  @Test
  void reportsAreOwedAnAnswerOnCosignedTime() {
    begin();
    AnchorList list = CITY.reports(2);
    SignedRecord anchor = CITY.anchor(0, list.anchor(CITY.boxForum, "academy", 1, Bytes.EMPTY));
    replay.anchor(next++, anchor, list);
    checkpoint(1_000);
    Digest reported = replay.chains(SmallHall.BOX).getFirst().self().name();
    take(CITY.decide(SmallHall.BOX, CITY.answer(CITY.boxForum, reported).build()));
    checkpoint(1_000 + 86_401);
    List<Owed> owed = replay.owed(SmallHall.BOX, 90_000);
    assertEquals(
        List.of(Owed.State.LATE, Owed.State.OVERDUE), owed.stream().map(Owed::state).toList());
    assertEquals(87_400, owed.getFirst().due());
    assertEquals(6, replay.status(replay.thing(reported).orElseThrow()));
    assertEquals(Optional.of(new CosignedTime(10, 87_401)), replay.times().last());
    assertEquals(List.of(), replay.owed(SmallHall.HALL, 90_000));
  }

  @Test
  void aVoidScopeIsLeftOutAsIfItHadNeverBeen() {
    begin();
    AnchorList list = CITY.reports(1);
    replay.anchor(
        next++, CITY.anchor(0, list.anchor(CITY.boxForum, "academy", 1, Bytes.EMPTY)), list);
    Digest commitment =
        new Digest(
            Bytes.of(
                replay
                    .chains(SmallHall.BOX)
                    .getFirst()
                    .last()
                    .message()
                    .getContents(0)
                    .getCommitment()));
    Digest reported = replay.chains(SmallHall.BOX).getFirst().self().name();
    take(CITY.phase(6, CITY.boxFreeze));
    assertEquals(List.of(), replay.chains(SmallHall.BOX));
    assertEquals(List.of(), replay.counts(SmallHall.BOX));
    assertEquals(List.of(SmallHall.HALL), replay.scopes());
    take(
        CITY.decide(
            SmallHall.BOX,
            CITY.answer(CITY.boxForum, reported)
                .setType(2)
                .clearStatus()
                .addCommitments(commitment.value().toByteString())
                .build()));
    assertTrue(replay.redaction(SmallHall.BOX, commitment).isPresent(), "erasing stays a duty");
  }
}
