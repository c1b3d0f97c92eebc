package city.urna.fuzz;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallHall;
import city.urna.fuzz.ContractTargets.Moment;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.RecordedCheckpoint;
import city.urna.protocol.signature.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records that only a consultation has, each with the state in which it is accepted. */
final class Consulted {
  static final SmallHall HALL = new SmallHall(43);
  static final AnchorList REPORTS = HALL.reports(2);

  private Consulted() {}

  /** Both consultations open. */
  static MemoryState open() {
    return HALL.open();
  }

  static List<Moment> moments() {
    List<SigningKey> keys = ContractTargets.keys(HALL.parties, HALL.voters);
    keys.add(HALL.office);
    MemoryState ready = HALL.ready();
    MemoryState open = open();
    MemoryState closed = open().accept(HALL.phase(3, HALL.boxFreeze));
    List<Moment> moments = new ArrayList<>();
    moments.add(ContractTargets.moment(keys, HALL.hallFreeze, ready));
    moments.add(ContractTargets.moment(keys, HALL.boxFreeze, ready));
    for (SignedRecord record :
        List.of(support(), paper(), anchor(), decision(answer()), checkpoint())) {
      moments.add(ContractTargets.moment(keys, record, open));
    }
    for (Decision.Builder made : List.of(redaction(), count())) {
      moments.add(ContractTargets.moment(keys, decision(made), closed));
    }
    return moments;
  }

  private static SignedRecord support() {
    return HALL.act(0, HALL.support());
  }

  /** A support that came on paper, entered by an officer. */
  private static SignedRecord paper() {
    return HALL.officer(ActDraft.on(ActType.SUPPORT, Optional.of(HALL.statement.hash()), 1));
  }

  private static SignedRecord anchor() {
    return HALL.anchor(0, REPORTS.anchor(HALL.boxForum, "academy", 1, Bytes.EMPTY));
  }

  private static SignedRecord decision(Decision.Builder decision) {
    return HALL.decide(SmallHall.BOX, decision.build());
  }

  private static Decision.Builder answer() {
    return HALL.answer(HALL.boxForum, HALL.category.hash());
  }

  private static Decision.Builder redaction() {
    return answer()
        .setType(2)
        .clearStatus()
        .addCommitments(HALL.category.hash().value().toByteString())
        .addSent("feed");
  }

  private static Decision.Builder count() {
    return answer()
        .setType(4)
        .clearStatus()
        .clearTarget()
        .clearReason()
        .setRows(1)
        .setCounts(HALL.category.hash().value().toByteString());
  }

  private static SignedRecord checkpoint() {
    Checkpoint checkpoint = new Checkpoint(HALL.parties.genesis().getOrigin(), 7, Digest.ZERO);
    SignedNote note = checkpoint.sign(HALL.parties.log);
    for (int i = 0; i < Parties.ORGANIZATIONS.size(); i++) {
      String name = CheckpointTrust.cosignerName(checkpoint.origin(), Parties.ORGANIZATIONS.get(i));
      note = note.with(Cosignature.sign(checkpoint, name, 100 + i, HALL.parties.cosigners.get(i)));
    }
    return Parties.record(
        Kind.CHECKPOINT,
        "",
        "",
        RecordedCheckpoint.newBuilder().setNote(note.encode().toByteString()).build(),
        List.of(HALL.parties.log));
  }
}
