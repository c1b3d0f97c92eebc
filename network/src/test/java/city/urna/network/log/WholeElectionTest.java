package city.urna.network.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.Block;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.network.embedded.Follower;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.log.TilePath;
import city.urna.protocol.log.Tiles;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Certificate;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.DecryptionShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One election from the genesis record to the certificate, and what its log says afterwards. */
class WholeElectionTest {
  private static final SmallCity CITY = new SmallCity(11, 5);
  private static final List<Integer> VOTERS = List.of(0, 1, 2, 3);

  @TempDir static Path folder;

  private static EmbeddedLedger ledger;
  private static Follower follower;
  private static Tracker second;
  private static SignedNote checkpoint;
  private static Certificate certificate;

  @BeforeAll
  static void hold() {
    ledger =
        EmbeddedLedger.open(
            folder.resolve("node.db"), CITY.parties.orderer, new Contract(new Elections()));
    follower = Follower.open(folder.resolve("copy.db"), new Contract(new Elections()));
    CITY.setup().forEach(WholeElectionTest::submit);
    submit(CITY.freeze);
    VOTERS.forEach(voter -> submit(CITY.ballot(voter)));
    second = CITY.election.tracker(vote(0, end(0)).body());
    vote(1, Tracker.NONE); // beside the chain: it replaces nothing that is its end
    submit(CITY.phase(3, CITY.freeze));
    Parties.ISSUERS.forEach(issuer -> submit(CITY.publish(CITY.issuances(issuer, VOTERS))));
    follow();
    ClosedSet set = closedSet();
    IntStream.range(0, 3).forEach(i -> submit(CITY.closedSet(i, set)));
    List<DecryptionShare> shares = List.of(CITY.share(1, set), CITY.share(3, set));
    shares.forEach(share -> submit(CITY.post(share)));
    certificate = CITY.certificate(set, shares).build();
    submit(CITY.certify(certificate));
    follow();
    long size = ledger.log().size();
    checkpoint = CITY.checkpoint(size, ledger.log().root(size));
    ledger.log().keep(checkpoint);
  }

  @AfterAll
  static void close() {
    follower.close();
    ledger.close();
  }

  private static SignedRecord submit(SignedRecord record) {
    Outcome.Decided decided =
        assertInstanceOf(Outcome.Decided.class, ledger.submit(Command.of(record.bytes())).join());
    assertInstanceOf(RecordOutcome.Recorded.class, decided.records().getFirst(), record.toString());
    return record;
  }

  private static SignedRecord vote(int voter, Tracker replaces) {
    return submit(CITY.ballot(voter, replaces));
  }

  private static Tracker end(int voter) {
    return ledger
        .log()
        .chainEnd(CITY.election.nullifier(CITY.voters.get(voter).credentialKey().publicKey()));
  }

  private static void follow() {
    for (Block block : ledger.blocks(follower.log().height(), 1_000)) {
      assertInstanceOf(Follower.Outcome.Appended.class, follower.apply(block));
    }
  }

  private static ClosedSet closedSet() {
    ClosedSet own =
        ClosedSetReplay.compute(
                follower.log(), follower.state(), new Elections(), Parties.PROCESS, Parties.SCOPE)
            .orElseThrow();
    ClosedSet nodes =
        ClosedSetReplay.compute(
                ledger.log(), ledger.state(), new Elections(), Parties.PROCESS, Parties.SCOPE)
            .orElseThrow();
    assertEquals(nodes, own);
    return own;
  }

  @Test
  void theCountIsThatOfTheChainsEnds() {
    ClosedSet set = closedSet();
    assertEquals(6, set.getRecorded());
    assertEquals(4, set.getCounted());
    assertEquals(second, end(0));
    long south = VOTERS.stream().filter(i -> CITY.voters.get(i).style().equals("south")).count();
    assertEquals(List.of(4L, 0L), certificate.getResults(0).getVotesList());
    assertEquals(List.of(south, 0L, 0L), certificate.getResults(1).getVotesList());
    assertEquals(south, certificate.getResults(2).getBallots());
    assertEquals(List.of("anna"), certificate.getResults(0).getSelectedList());
  }

  @Test
  void aReceiptHoldsUnderTheCosignedCheckpoint() {
    LogStore log = ledger.log();
    Receipt receipt =
        log.receipt(log.find(second).orElseThrow().position(), log.checkpoint().orElseThrow())
            .orElseThrow();
    Receipt.Outcome.Recorded recorded =
        assertInstanceOf(
            Receipt.Outcome.Recorded.class,
            Receipt.parse(receipt.encode())
                .orThrow()
                .check(CheckpointTrust.of(CITY.parties.genesis()).orThrow()));
    assertEquals(second, recorded.entry().tracker());
    assertEquals(log.checkpoint(), log.firstCheckpoint(3));
    assertTrue(log.checkpoint(log.size() - 1).isEmpty());
  }

  @Test
  void aCheckpointOfAnotherTreeIsNotKept() {
    SignedNote other = CITY.checkpoint(ledger.log().size(), Digest.ZERO);
    assertThrows(IllegalArgumentException.class, () -> ledger.log().keep(other));
    SignedNote early = CITY.checkpoint(ledger.log().size() + 1, Digest.ZERO);
    assertThrows(IllegalArgumentException.class, () -> ledger.log().keep(early));
  }

  @Test
  void everyTileAndProofIsServedForEverySize() {
    LogStore log = ledger.log();
    long size = log.size();
    for (long at = 1; at <= size; at++) {
      for (TilePath path : TilePath.all(at)) {
        assertTrue(log.tile(path).isPresent(), path.text());
      }
      for (long position = 0; position < at; position++) {
        assertTrue(
            log.inclusion(position, at)
                .holds(log.entry(position).orElseThrow().leafHash(), log.root(at)));
      }
      assertTrue(log.consistency(at, size).holds(log.root(at), log.root(size)));
    }
    assertTrue(log.tile(new TilePath(0, 0, (int) size + 1)).isEmpty());
    assertTrue(log.tile(new TilePath(TilePath.ENTRIES, 0, (int) size + 1)).isEmpty());
    assertTrue(log.tile(new TilePath(1, 0, 1)).isEmpty());
    assertTrue(log.tile(new TilePath(63, 0, 1)).isEmpty());
  }

  @Test
  void theArchiveHoldsExactlyWhatItsManifestSays() throws IOException {
    Path archive = folder.resolve("archive");
    ArchiveWriter.write(ledger.log(), BlockFiles.headers(ledger.log()), checkpoint, archive);
    String size = Long.toString(ledger.log().size());
    List<String> names =
        List.of(
            "checkpoint",
            "headers",
            "records/000.p/" + size,
            "tile/0/000.p/" + size,
            "tile/entries/000.p/" + size);
    StringBuilder manifest = new StringBuilder("{\"files\":[");
    for (String name : names) {
      Bytes content = Bytes.of(Files.readAllBytes(archive.resolve(name)));
      manifest
          .append(manifest.toString().endsWith("[") ? "" : ",")
          .append("{\"length\":")
          .append(content.size())
          .append(",\"name\":\"")
          .append(name)
          .append("\",\"sha256\":\"")
          .append(Digest.sha256(content).hex())
          .append("\"}");
    }
    manifest.append("],\"format\":\"urna-archive/v1\",\"ledger\":\"embedded\"}\n");
    assertEquals(manifest.toString(), Files.readString(archive.resolve("manifest.json")));
    try (var files = Files.walk(archive)) {
      assertEquals(names.size() + 1, files.filter(Files::isRegularFile).count());
    }
    assertEquals(checkpoint.encode(), Bytes.of(Files.readAllBytes(archive.resolve("checkpoint"))));
    assertEquals(140 * ledger.height(), Files.size(archive.resolve("headers")));
    MerkleTree tree = new MerkleTree();
    Tiles.entries(Bytes.of(Files.readAllBytes(archive.resolve(names.getLast()))))
        .orThrow()
        .forEach(tree::append);
    assertEquals(ledger.log().root(tree.size()), tree.root());
    assertThrows(
        LedgerException.class,
        () ->
            ArchiveWriter.write(
                ledger.log(), BlockFiles.headers(ledger.log()), checkpoint, archive));
  }

  @Test
  void anArchiveEndsWhereABlockEnds() {
    LogStore log = ledger.log();
    assertTrue(log.endsBlock(1));
    for (long size = 1; size <= log.size(); size++) {
      assertTrue(log.endsBlock(size), "every record of this election has a block of its own");
    }
    SignedNote early = CITY.checkpoint(5, log.root(5));
    Path archive = folder.resolve("early");
    ArchiveWriter.write(log, BlockFiles.headers(log), early, archive);
    assertTrue(Files.exists(archive.resolve("records/000.p/5")));
  }
}
