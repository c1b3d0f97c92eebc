package city.urna.protocol.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Organization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which checkpoints are believed, and the step at which each other one fails. */
class CheckpointTrustTest {
  private final SampleLog log = new SampleLog(1);
  private final SampleLog other = new SampleLog(2);

  private void refusedAt(CheckpointTrust.Step step, SignedNote note) {
    CheckpointTrust.Outcome outcome = log.trust.check(note);
    assertEquals(step, assertInstanceOf(CheckpointTrust.Outcome.Refused.class, outcome).step());
  }

  private SignedNote lines(SignedNote note, int... order) {
    List<NoteSignature> lines = new ArrayList<>();
    for (int place : order) {
      lines.add(note.signatures().get(place));
    }
    return new SignedNote(note.text(), lines);
  }

  @Test
  void theQuorumInOrderIsTrusted() {
    for (int[] cosigners : new int[][] {{0, 1}, {0, 2}, {1, 2}, {0, 1, 2}}) {
      CheckpointTrust.Outcome.Trusted trusted =
          assertInstanceOf(
              CheckpointTrust.Outcome.Trusted.class, log.trust.check(log.note(21, cosigners)));
      assertEquals(log.checkpoint(21), trusted.checkpoint());
      assertEquals(cosigners.length, trusted.cosignatures().size());
      assertEquals(SampleLog.TIME + cosigners[0], trusted.cosignatures().getFirst().time());
    }
  }

  @Test
  void tooFewDoubledOrDisorderedCosignersAreNot() {
    refusedAt(CheckpointTrust.Step.COSIGNATURES, log.note(21));
    refusedAt(CheckpointTrust.Step.COSIGNATURES, log.note(21, 1));
    refusedAt(CheckpointTrust.Step.COSIGNATURES, log.note(21, 1, 1));
    refusedAt(CheckpointTrust.Step.COSIGNATURES, log.note(21, 0, 1, 1));
    refusedAt(CheckpointTrust.Step.COSIGNATURES, log.note(21, 1, 0));
    refusedAt(CheckpointTrust.Step.COSIGNATURES, log.note(21, 0, 1, 2, 0));
  }

  @Test
  void linesByOthersOrForAnotherTextAreNot() {
    SignedNote good = log.note(21, 0, 1);
    SignedNote two = log.note(21, 0);
    refusedAt(CheckpointTrust.Step.COSIGNATURES, two.with(other.note(21, 1).signatures().get(1)));
    refusedAt(CheckpointTrust.Step.COSIGNATURES, two.with(log.note(20, 1).signatures().get(1)));
    refusedAt(CheckpointTrust.Step.COSIGNATURES, good.with(log.note(21).signatures().getFirst()));
    NoteSignature line = good.signatures().get(2);
    Bytes later = Bytes.concat(line.value().slice(0, 7), Bytes.zero(1), line.value().slice(8, 72));
    refusedAt(
        CheckpointTrust.Step.COSIGNATURES,
        two.with(new NoteSignature(line.name(), line.keyId(), later)));
    refusedAt(
        CheckpointTrust.Step.COSIGNATURES,
        two.with(new NoteSignature(line.name(), line.keyId(), line.value().slice(8, 72))));
    refusedAt(
        CheckpointTrust.Step.COSIGNATURES,
        two.with(
            new NoteSignature(
                line.name(), line.keyId(), Bytes.concat(line.value(), Bytes.zero(1)))));
  }

  @Test
  void theLogSignsFirst() {
    SignedNote good = log.note(21, 0, 1);
    refusedAt(CheckpointTrust.Step.LOG_SIGNATURE, lines(good, 1, 2));
    refusedAt(CheckpointTrust.Step.LOG_SIGNATURE, lines(good, 1, 0, 2));
    refusedAt(
        CheckpointTrust.Step.LOG_SIGNATURE,
        new SignedNote(good.text(), log.note(20, 0, 1).signatures()));
    refusedAt(
        CheckpointTrust.Step.LOG_SIGNATURE,
        new SignedNote(good.text(), other.note(21, 0, 1).signatures()));
  }

  @Test
  void anotherLogOrTextIsRefusedFirst() {
    Checkpoint elsewhere = new Checkpoint("log.example/other", 21, Digest.ZERO);
    refusedAt(CheckpointTrust.Step.ORIGIN, elsewhere.sign(log.logKey));
    SignedNote good = log.note(21, 0, 1);
    refusedAt(
        CheckpointTrust.Step.FORMAT,
        new SignedNote(good.text() + "extension\n", good.signatures()));
  }

  @Test
  void trustComesFromTheGenesisRecord() {
    Genesis.Builder genesis =
        Genesis.newBuilder()
            .setOrigin(SampleLog.ORIGIN)
            .setLogKey(log.logKey.publicKey().toByteString())
            .setQuorum(2);
    for (int i = 0; i < 3; i++) {
      genesis.addOrganizations(
          Organization.newBuilder()
              .setId("o" + i)
              .setCosignerKey(log.cosignerKeys.get(i).publicKey().toByteString()));
    }
    assertEquals(new Parsed.Ok<>(log.trust), CheckpointTrust.of(genesis.build()));
    for (int quorum : new int[] {0, 4, -1}) {
      assertInstanceOf(
          Parsed.Malformed.class, CheckpointTrust.of(genesis.clone().setQuorum(quorum).build()));
    }
    assertInstanceOf(
        Parsed.Malformed.class, CheckpointTrust.of(genesis.clone().clearLogKey().build()));
    assertInstanceOf(
        Parsed.Malformed.class, CheckpointTrust.of(genesis.clone().setOrigin("a b").build()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CheckpointTrust(log.trust.log(), log.trust.cosigners(), 4));
  }
}
