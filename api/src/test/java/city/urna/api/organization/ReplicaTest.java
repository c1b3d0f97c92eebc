package city.urna.api.organization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.api.http.Peer;
import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.Parties;
import city.urna.network.Block;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.network.embedded.Follower;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.NoteSignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.records.Cosigning;
import city.urna.protocol.signature.PartyKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organization whose clock is wrong still says what it saw. */
class ReplicaTest {
  private static final Parties PARTIES = new Parties(62);

  @TempDir private Path folder;

  @Test
  void aClockThatJumpsBreaksNoCosignature() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Contract contract = new Contract(new Elections());
    try (EmbeddedLedger ledger =
            EmbeddedLedger.open(folder.resolve("ledger.db"), PARTIES.orderer, contract);
        Follower follower = Follower.open(folder.resolve("copy.db"), contract);
        AnchorDesk anchors =
            new AnchorDesk(
                Parties.ORGANIZATIONS.getFirst(),
                PARTIES.ledgerKeys.getFirst(),
                follower.state(),
                new Peer(URI.create("http://127.0.0.1:9")),
                folder.resolve("anchors.db"))) {
      ledger
          .submit(
              Command.of(
                  Parties.record(Kind.GENESIS, "", "", PARTIES.genesis(), PARTIES.ledgerKeys)
                      .bytes()))
          .join();
      Replica replica =
          new Replica(
              Parties.ORGANIZATIONS.getFirst(),
              new PartyKeys(
                  PARTIES.cosigners.getFirst(), Optional.of(PARTIES.ledgerKeys.getFirst())),
              new CarriedBlocks(follower, genesis -> true),
              contract,
              anchors,
              now::get);
      CheckpointTrust trust = CheckpointTrust.of(PARTIES.genesis()).orThrow();
      SignedNote note =
          new Checkpoint(trust.log().name(), 1, ledger.log().root(1)).sign(PARTIES.log);
      Cosigning.Builder request =
          Cosigning.newBuilder().setCheckpoint(note.encode().toByteString());
      for (Block block : ledger.blocks(0, 1)) {
        request.addBlocks(block.message());
      }
      for (String time :
          List.of(
              "2026-11-25T22:00:00Z",
              "2262-04-11T23:47:16Z",
              "2026-11-25T21:59:00Z",
              "1970-01-01T00:00:00Z",
              "1969-12-31T23:59:59Z",
              "2026-11-25T22:00:01Z")) {
        now.set(Instant.parse(time));
        NoteSignature line = replica.cosign(request.build());
        assertEquals(
            Optional.of(Math.max(0, now.get().getEpochSecond())),
            Cosignature.verify(note.text(), line, trust.cosigners().getFirst())
                .map(Cosignature::time),
            time);
      }
    }
  }
}
