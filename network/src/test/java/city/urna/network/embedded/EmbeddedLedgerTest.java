package city.urna.network.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.Questions;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.Block;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.Tip;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Item;
import city.urna.protocol.signature.EcdsaPrivateKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLedgerTest {
  private static final SmallCity CITY = new SmallCity(7, 6);

  @TempDir Path folder;

  private EmbeddedLedger open() {
    return EmbeddedLedger.open(
        folder.resolve("ledger.db"), CITY.parties.orderer, new Contract(new Elections()));
  }

  private static Command command(List<SignedRecord> records) {
    return new Command(records.stream().map(SignedRecord::bytes).toList());
  }

  private static RecordOutcome submit(EmbeddedLedger ledger, SignedRecord record) {
    return decided(ledger.submit(Command.of(record.bytes())).join()).getFirst();
  }

  private static List<RecordOutcome> decided(Outcome outcome) {
    return assertInstanceOf(Outcome.Decided.class, outcome).records();
  }

  private static void setUp(EmbeddedLedger ledger) {
    for (SignedRecord record : CITY.setup()) {
      assertInstanceOf(RecordOutcome.Recorded.class, submit(ledger, record), record.toString());
    }
    assertInstanceOf(RecordOutcome.Recorded.class, submit(ledger, CITY.freeze));
  }

  @Test
  void anElectionIsRecordedInSignedAndChainedBlocks() {
    List<Tip> heard = new ArrayList<>();
    try (EmbeddedLedger ledger = open()) {
      ledger.listen(heard::add);
      setUp(ledger);
      SignedRecord ballot = CITY.ballot(0);
      RecordOutcome.Recorded recorded =
          assertInstanceOf(RecordOutcome.Recorded.class, submit(ledger, ballot));
      assertEquals(ballot.hash(), recorded.record());
      assertEquals(CITY.election.tracker(ballot.body()), recorded.tracker());
      assertEquals(ledger.log().size() - 1, recorded.place().position());
      assertEquals(recorded.place(), ledger.log().find(ballot.hash()).orElseThrow());
      assertEquals(recorded.place(), ledger.log().find(recorded.tracker()).orElseThrow());
      assertEquals(ballot.bytes(), ledger.log().record(recorded.place().position()).orElseThrow());

      List<Block> blocks = ledger.blocks(0, Integer.MAX_VALUE);
      assertEquals(ledger.height(), blocks.size());
      assertEquals(List.of(CITY.genesis.bytes()), blocks.getFirst().records());
      Digest previous = Digest.ZERO;
      for (Block block : blocks) {
        assertEquals(previous, block.previous());
        assertTrue(block.isSignedBy(CITY.parties.orderer.publicKey()));
        previous = block.headerHash();
      }
      ledger.close();
      long size = 0;
      for (int i = 0; i < blocks.size(); i++) {
        size += blocks.get(i).records().size();
        assertEquals(new Tip(i + 1, size), heard.get(i));
      }
      assertEquals(blocks.size(), heard.size());
    }
  }

  @Test
  void whatWasRecordedIsThereAfterOpeningAgain() {
    long size;
    Digest root;
    Digest tip;
    SignedRecord ballot = CITY.ballot(1);
    try (EmbeddedLedger ledger = open()) {
      setUp(ledger);
      submit(ledger, ballot);
      size = ledger.log().size();
      root = ledger.log().root(size);
      tip = ledger.log().tip();
    }
    try (EmbeddedLedger ledger = open()) {
      assertEquals(size, ledger.log().size());
      assertEquals(root, ledger.log().root(size));
      assertEquals(tip, ledger.log().tip());
      MerkleTree tree = new MerkleTree();
      for (long i = 0; i < size; i++) {
        tree.append(ledger.log().entry(i).orElseThrow().encode());
      }
      assertEquals(root, tree.root());
      RecordOutcome again = submit(ledger, ballot);
      assertEquals(new RecordOutcome.Standing(new Place(ledger.height() - 1, size - 1)), again);
      assertInstanceOf(RecordOutcome.Recorded.class, submit(ledger, CITY.ballot(2)));
    }
  }

  @Test
  void oneBadBallotAmongFiftyIsRefusedAlone() {
    try (EmbeddedLedger ledger = open()) {
      setUp(ledger);
      SignedRecord first = CITY.ballot(0);
      List<SignedRecord> ballots = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ballots.add(CITY.ballot(i));
      }
      ballots.add(2, CITY.voters.get(0).cast(CITY.ballot(1).body()));
      ballots.add(first);
      ballots.add(first);
      List<RecordOutcome> outcomes = decided(ledger.submit(command(ballots)).join());
      for (int i : List.of(0, 1, 3, 4, 5, 6)) {
        assertInstanceOf(RecordOutcome.Recorded.class, outcomes.get(i));
      }
      assertEquals(
          Refusal.SIGNATURE, assertInstanceOf(RecordOutcome.Refused.class, outcomes.get(2)).code());
      RecordOutcome.Recorded recorded = (RecordOutcome.Recorded) outcomes.get(6);
      assertEquals(new RecordOutcome.Standing(recorded.place()), outcomes.get(7));
      assertEquals(6, ledger.log().ballots(Parties.PROCESS, Parties.SCOPE));
      assertEquals(2, ledger.log().ballots(nullifier(0)));
      assertEquals(
          ((RecordOutcome.Recorded) outcomes.getFirst()).tracker(),
          ledger.log().chainEnd(nullifier(0)));
    }
  }

  private static Nullifier nullifier(int voter) {
    return CITY.election.nullifier(CITY.voters.get(voter).credentialKey().publicKey());
  }

  @Test
  void theSameBallotSentAgainAndAgainStandsOnce() {
    try (EmbeddedLedger ledger = open()) {
      setUp(ledger);
      SignedRecord ballot = CITY.ballot(3);
      List<CompletableFuture<Outcome>> futures = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        futures.add(ledger.submit(Command.of(ballot.bytes())));
      }
      long recorded =
          futures.stream()
              .map(CompletableFuture::join)
              .filter(o -> decided(o).getFirst() instanceof RecordOutcome.Recorded)
              .count();
      assertEquals(1, recorded);
      assertEquals(CITY.election.tracker(ballot.body()), ledger.log().chainEnd(nullifier(3)));
      assertEquals(Tracker.NONE, ledger.log().chainEnd(nullifier(4)));
    }
  }

  @Test
  void aCloseInvalidatesWhateverIsOrderedAfterIt() {
    try (EmbeddedLedger ledger = open()) {
      setUp(ledger);
      List<CompletableFuture<Outcome>> before = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        before.add(ledger.submit(Command.of(CITY.ballot(i).bytes())));
      }
      SignedRecord close = CITY.phase(3, CITY.freeze);
      RecordOutcome.Recorded closed =
          assertInstanceOf(RecordOutcome.Recorded.class, submit(ledger, close));
      for (CompletableFuture<Outcome> future : before) {
        switch (decided(future.join()).getFirst()) {
          case RecordOutcome.Recorded recorded ->
              assertTrue(recorded.place().position() < closed.place().position());
          case RecordOutcome.Refused refused -> assertEquals(Refusal.PHASE, refused.code());
          case RecordOutcome.Standing standing -> throw new AssertionError(standing);
        }
      }
      assertEquals(
          Refusal.PHASE,
          assertInstanceOf(RecordOutcome.Refused.class, submit(ledger, CITY.ballot(5))).code());
    }
  }

  @Test
  void commandsThatReadTheSameKeyAreDecidedAgainUntilTheyFit() {
    try (EmbeddedLedger ledger = open()) {
      CITY.setup().subList(0, 2).forEach(record -> submit(ledger, record));
      List<CompletableFuture<Outcome>> futures =
          CITY.items.stream().map(item -> ledger.submit(Command.of(item.bytes()))).toList();
      futures.forEach(
          future ->
              assertInstanceOf(RecordOutcome.Recorded.class, decided(future.join()).getFirst()));
      // Two second versions of one item: the one ordered later has to be refused.
      SignedRecord one = CITY.item(next(0).setCost("").build());
      SignedRecord other =
          CITY.item(next(0).clearDescription().addAllDescription(Parties.text("other")).build());
      CompletableFuture<Outcome> first = ledger.submit(Command.of(one.bytes()));
      CompletableFuture<Outcome> second = ledger.submit(Command.of(other.bytes()));
      List<RecordOutcome> outcomes =
          List.of(decided(first.join()).getFirst(), decided(second.join()).getFirst());
      assertEquals(1, outcomes.stream().filter(RecordOutcome.Recorded.class::isInstance).count());
      assertEquals(1, outcomes.stream().filter(RecordOutcome.Refused.class::isInstance).count());
    }
  }

  private static Item.Builder next(int item) {
    return Questions.next(Questions.items().get(item), CITY.items.get(item).hash()).toBuilder();
  }

  @Test
  void anotherOrderersGenesisIsRefused() {
    EcdsaPrivateKey other = EcdsaPrivateKey.generate(Parties.seeded(99));
    try (EmbeddedLedger ledger =
        EmbeddedLedger.open(folder.resolve("other.db"), other, new Contract(new Elections()))) {
      assertEquals(
          Refusal.DEFINITION,
          assertInstanceOf(RecordOutcome.Refused.class, submit(ledger, CITY.genesis)).code());
    }
  }

  @Test
  void oneLedgerAtATimeInAFileAndOnlyWithItsOwnKey() {
    try (EmbeddedLedger ledger = open()) {
      assertThrows(LedgerException.class, this::open);
      submit(ledger, CITY.genesis);
    }
    assertThrows(
        LedgerException.class,
        () ->
            EmbeddedLedger.open(
                folder.resolve("ledger.db"),
                EcdsaPrivateKey.generate(Parties.seeded(99)),
                new Contract(new Elections())));
    open().close();
  }

  @Test
  void nothingIsAcceptedAfterClosing() {
    EmbeddedLedger ledger = open();
    ledger.close();
    assertTrue(ledger.submit(Command.of(Bytes.EMPTY)).isCompletedExceptionally());
  }

  @Test
  void anOrganizationsCopyFollowsAndAgrees() {
    try (EmbeddedLedger ledger = open();
        Follower follower =
            Follower.open(folder.resolve("copy.db"), new Contract(new Elections()))) {
      setUp(ledger);
      List<SignedRecord> ballots = List.of(CITY.ballot(0), CITY.ballot(1), CITY.ballot(2));
      ledger.submit(command(ballots)).join();
      submit(ledger, CITY.phase(3, CITY.freeze));
      List<Block> blocks = ledger.blocks(0, 1000);
      for (Block block : blocks) {
        assertInstanceOf(Follower.Outcome.Appended.class, follower.apply(block));
      }
      assertEquals(ledger.log().size(), follower.log().size());
      assertEquals(
          ledger.log().root(ledger.log().size()), follower.log().root(follower.log().size()));
      assertEquals(
          new Follower.Outcome.OutOfTurn(blocks.size()), follower.apply(blocks.getFirst()));
    }
  }
}
