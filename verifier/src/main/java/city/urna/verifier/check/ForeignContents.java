package city.urna.verifier.check;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.consultation.ActList;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.ContentRef;
import city.urna.verifier.records.Decision;
import city.urna.verifier.records.PublicAct;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the records of other processes on the same log name: their lists and contents are in the
 * archive too, and are not audited here.
 */
final class ForeignContents {
  private final Archive archive;
  private final Set<Bytes> anchors = new HashSet<>();
  private final Set<Bytes> commitments = new HashSet<>();

  ForeignContents(Archive archive) {
    this.archive = archive;
  }

  void take(LoggedRecord record) {
    switch (record.kind()) {
      case ANCHOR -> {
        anchors.add(record.hash());
        if (archive
                .read("acts/" + record.hash().hex(), ActList.MOST_FILE_BYTES)
                .flatMap(ActList::parse)
            instanceof Parsed.Ok<List<Bytes>>(List<Bytes> acts)) {
          acts.forEach(this::publicAct);
        }
      }
      case ACT -> act(record.body());
      case DECISION -> {
        if (StrictMessage.parse(Decision.parser(), record.body())
            instanceof Parsed.Ok<Decision>(Decision decision)) {
          take(decision.getContentsList());
        }
      }
      case GENESIS,
          PROCESS,
          ITEM,
          ROLL,
          CEREMONY,
          PHASE,
          ISSUANCE_LIST,
          BALLOT,
          CLOSED_SET,
          DECRYPTION_SHARE,
          CERTIFICATE,
          CHECKPOINT -> {}
    }
  }

  private void publicAct(Bytes raw) {
    if (StrictMessage.parse(PublicAct.parser(), raw) instanceof Parsed.Ok<PublicAct>(PublicAct p)) {
      act(Bytes.of(p.getAct()));
    }
  }

  private void act(Bytes body) {
    if (StrictMessage.parse(Act.parser(), body) instanceof Parsed.Ok<Act>(Act act)) {
      take(act.getContentsList());
    }
  }

  private void take(List<ContentRef> contents) {
    contents.forEach(ref -> commitments.add(Bytes.of(ref.getCommitment())));
  }

  /** Record hashes of anchors. */
  Set<Bytes> anchors() {
    return anchors;
  }

  Set<Bytes> commitments() {
    return commitments;
  }
}
