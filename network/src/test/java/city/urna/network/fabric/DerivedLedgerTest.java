package city.urna.network.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.Rulings;
import city.urna.chaincode.Rulings.Told;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.Rechecks;
import city.urna.network.RecordOutcome;
import city.urna.network.derived.DerivedLedger;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.network.fabric.MemoryChannel.Endorsed;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.SignedRecord;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log that follows from Fabric's blocks, and who stops where the endorsers lied. */
class DerivedLedgerTest {
  private static final SmallCity CITY = new SmallCity(31, 5);
  private static final FabricBlock READING = new FabricBlock(MemoryChannel.CHAINCODE);

  @TempDir private Path folder;
  private final MemoryChannel channel = new MemoryChannel(contract());

  private static Contract contract() {
    return new Contract(new Elections());
  }

  private static final Map<Integer, SignedRecord> BALLOTS = new HashMap<>();

  /** The one ballot of a voter: to encrypt it again would make another. */
  private static SignedRecord ballot(int voter) {
    return BALLOTS.computeIfAbsent(voter, CITY::ballot);
  }

  private static Command command(List<SignedRecord> records) {
    return new Command(records.stream().map(SignedRecord::bytes).toList());
  }

  private DerivedLedger copy(String name, boolean decidesAgain) {
    return DerivedLedger.open(
        folder.resolve(name), decidesAgain ? Optional.of(contract()) : Optional.empty());
  }

  private static DerivedLedger.Outcome apply(DerivedLedger copy, Block block) {
    return copy.apply(READING.read(block).orThrow());
  }

  private Map<String, List<RecordOutcome>> follow(DerivedLedger copy, Block block) {
    return assertInstanceOf(DerivedLedger.Outcome.Appended.class, apply(copy, block)).records();
  }

  /** Everything up to open casting, a record a block. */
  private void setUp() {
    CITY.setup().forEach(record -> channel.order(channel.endorse(Command.of(record.bytes()))));
    channel.order(channel.endorse(Command.of(CITY.freeze.bytes())));
  }

  private void catchUp(DerivedLedger copy) {
    for (Block block :
        channel.blocks().subList((int) copy.tip().height(), channel.blocks().size())) {
      follow(copy, block);
    }
  }

  @Test
  void logAndStateAreTheEmbeddedLedgers() {
    setUp();
    SignedRecord stray = CITY.phase(3, CITY.processRecord);
    List<Command> commands =
        List.of(
            command(List.of(ballot(0), ballot(1), ballot(0))),
            command(List.of(ballot(2), CITY.phase(3, CITY.freeze))),
            command(List.of(stray)),
            Command.of(Bytes.ofUtf8("no record")),
            command(List.of(ballot(1), ballot(3))),
            command(List.of(CITY.phase(3, CITY.freeze))),
            command(List.of(ballot(4))));
    try (EmbeddedLedger embedded =
            EmbeddedLedger.open(folder.resolve("embedded.db"), CITY.parties.orderer, contract());
        DerivedLedger node = copy("node.db", false);
        DerivedLedger organization = copy("organization.db", true)) {
      for (SignedRecord record : CITY.setup()) {
        embedded.submit(Command.of(record.bytes())).join();
      }
      embedded.submit(Command.of(CITY.freeze.bytes())).join();
      catchUp(node);
      catchUp(organization);
      for (Command command : commands) {
        Endorsed endorsed = channel.endorse(command);
        Block block = channel.order(endorsed);
        List<RecordOutcome> there = follow(node, block).get(endorsed.id());
        assertEquals(there, follow(organization, block).get(endorsed.id()));
        Outcome here = embedded.submit(command).join();
        List<RecordOutcome> records = assertInstanceOf(Outcome.Decided.class, here).records();
        for (int i = 0; i < records.size(); i++) {
          assertEquals(positioned(records.get(i)), positioned(there.get(i)));
        }
      }
      assertEquals(embedded.log().size(), node.log().size());
      long size = node.log().size();
      assertEquals(embedded.log().root(size), node.log().root(size));
      assertEquals(embedded.log().root(size), organization.log().root(size));
      channel
          .state()
          .forEach(
              (key, value) -> {
                assertEquals(Optional.of(value), node.state().get(key), key);
                assertEquals(Optional.of(value), organization.state().get(key), key);
                assertEquals(Optional.of(value), embedded.state().get(key), key);
              });
      assertTrue(channel.state().containsKey(StateKeys.phase(Parties.PROCESS, Parties.SCOPE)));
    }
  }

  /** Block numbers of two ledgers are nothing to compare; positions are. */
  private static RecordOutcome positioned(RecordOutcome outcome) {
    return switch (outcome) {
      case RecordOutcome.Recorded(var record, var tracker, Place place) ->
          new RecordOutcome.Recorded(record, tracker, new Place(0, place.position()));
      case RecordOutcome.Standing(Place place) ->
          new RecordOutcome.Standing(new Place(0, place.position()));
      case RecordOutcome.Refused refused -> refused;
    };
  }

  @Test
  void theSameBallotInTwoTransactionsStandsOnce() {
    setUp();
    try (DerivedLedger copy = copy("copy.db", true)) {
      catchUp(copy);
      Endorsed first = channel.endorse(command(List.of(ballot(0))));
      Endorsed second = channel.endorse(command(List.of(ballot(1), ballot(0))));
      Map<String, List<RecordOutcome>> outcomes = follow(copy, channel.order(first, second));
      RecordOutcome.Recorded recorded =
          assertInstanceOf(RecordOutcome.Recorded.class, outcomes.get(first.id()).getFirst());
      assertEquals(
          new RecordOutcome.Standing(recorded.place()), outcomes.get(second.id()).getLast());
      Map<String, List<RecordOutcome>> later =
          follow(copy, channel.order(channel.endorse(command(List.of(ballot(0))))));
      assertEquals(
          List.of(List.of(new RecordOutcome.Standing(recorded.place()))),
          List.copyOf(later.values()));
    }
  }

  @Test
  void whatACloseOvertookIsNothing() {
    setUp();
    try (DerivedLedger copy = copy("copy.db", true)) {
      catchUp(copy);
      Endorsed close = channel.endorse(command(List.of(CITY.phase(3, CITY.freeze))));
      Endorsed late = channel.endorse(command(List.of(ballot(0))));
      long size = copy.log().size();
      assertEquals(java.util.Set.of(close.id()), follow(copy, channel.order(close, late)).keySet());
      assertEquals(size + 1, copy.log().size());
    }
  }

  @Test
  void goesOnWhereItWasAfterOpeningAgain() {
    setUp();
    long height;
    try (DerivedLedger copy = copy("copy.db", true)) {
      catchUp(copy);
      height = copy.tip().height();
    }
    channel.order(channel.endorse(command(List.of(ballot(0)))));
    try (DerivedLedger copy = copy("copy.db", true)) {
      assertEquals(height, copy.tip().height());
      assertEquals(
          new DerivedLedger.Outcome.OutOfTurn(height), apply(copy, channel.blocks().getFirst()));
      catchUp(copy);
      assertEquals(height + 1, copy.tip().height());
    }
  }

  @Test
  void twoThatAcceptAForgedBallotAreNotFollowed() {
    setUp();
    SignedRecord good = ballot(0);
    SignedRecord forged = good.withSignatures(ballot(1).signatures());
    Endorsed altered =
        channel.endorse(
            command(List.of(forged)),
            said ->
                said.withPayload(new Rulings(List.of(new Told.Accepted())).encode())
                    .withWrite("ballot/forged", forged.hash().value()));
    Block block = channel.order(altered);
    try (DerivedLedger honest = copy("honest.db", true);
        DerivedLedger believing = copy("believing.db", false)) {
      for (Block before : channel.blocks().subList(0, channel.blocks().size() - 1)) {
        follow(honest, before);
        follow(believing, before);
      }
      long size = honest.log().size();
      DerivedLedger.Outcome.Diverged diverged =
          assertInstanceOf(DerivedLedger.Outcome.Diverged.class, apply(honest, block));
      assertTrue(
          diverged.reason().contains("transaction 0 (" + altered.id() + "): record 0: accepted")
              && diverged.reason().contains(Refusal.SIGNATURE.text()),
          diverged.reason());
      assertEquals(size, honest.log().size());
      // The city's node cannot tell; that is why the others' cosignatures count.
      follow(believing, block);
      assertEquals(size + 1, believing.log().size());
    }
  }

  @Test
  void whoChecksNoProofsAgainTakesThemOnTheEndorsersWordAndNothingElse() {
    setUp();
    SignedRecord forged = CITY.ballotWithFalseProof(0);
    String key =
        StateKeys.ballot(
            Parties.PROCESS,
            Parties.SCOPE,
            CITY.election.nullifier(CITY.voters.get(0).credentialKey().publicKey()),
            CITY.election.tracker(forged.body()));
    Endorsed accepted =
        channel.endorse(
            command(List.of(forged)),
            said ->
                said.withPayload(new Rulings(List.of(new Told.Accepted())).encode())
                    .withWrite(key, forged.hash().value()));
    Block taken = channel.order(accepted);
    Block refused = channel.order(channel.endorse(command(List.of(CITY.ballotWithFalseProof(1)))));
    SignedRecord unsigned = ballot(2).withSignatures(ballot(1).signatures());
    Block altered =
        channel.order(
            channel.endorse(
                command(List.of(unsigned)),
                said -> said.withPayload(new Rulings(List.of(new Told.Accepted())).encode())));
    List<Block> before = channel.blocks().subList(0, channel.blocks().size() - 3);
    try (DerivedLedger all = copy("all.db", true);
        DerivedLedger none =
            DerivedLedger.open(
                folder.resolve("none.db"), Optional.of(contract()), Rechecks.of(0))) {
      before.forEach(block -> follow(all, block));
      before.forEach(block -> follow(none, block));
      assertInstanceOf(DerivedLedger.Outcome.Diverged.class, apply(all, taken));
      follow(none, taken);
      // What the endorsers refused for its proof is checked, and rightly refused.
      follow(none, refused);
      DerivedLedger.Outcome.Diverged diverged =
          assertInstanceOf(DerivedLedger.Outcome.Diverged.class, apply(none, altered));
      assertTrue(diverged.reason().contains(Refusal.SIGNATURE.text()), diverged.reason());
    }
  }

  @Test
  void whateverElseEndorsersAlterIsNotFollowed() {
    setUp();
    Command ballot = command(List.of(ballot(0)));
    Bytes refusal =
        new Rulings(List.of(new Told.Refused(Refusal.PROOF, "because we say so"))).encode();
    requireDiverged(ballot, said -> said.withPayload(refusal), true, "R9 proof: because we say so");
    requireDiverged(
        ballot,
        said -> said.withWrite(StateKeys.GENESIS, Bytes.ofUtf8("another")),
        true,
        "writes what the contract does not");
    requireDiverged(ballot, said -> said.withPayload(Bytes.ofUtf8("{}")), false, "too short");
    requireDiverged(ballot, said -> said.of("other"), false, "another chaincode writes");
    requireDiverged(
        ballot,
        said -> said.withArguments(List.of(ByteString.copyFromUtf8("accept"), ByteString.EMPTY)),
        false,
        "not a call that the contract answers");
    requireDiverged(
        Command.of(Bytes.ofUtf8("none")),
        said -> said.withPayload(new Rulings(List.of(new Told.Accepted())).encode()),
        false,
        "record 0 is accepted, and is none");
  }

  /** Whether also a copy without a contract of its own sees it, unless only one with it does. */
  private void requireDiverged(
      Command command, UnaryOperator<MemoryChannel.Said> altered, boolean byContract, String why) {
    MemoryChannel fork = new MemoryChannel(contract());
    CITY.setup().forEach(record -> fork.order(fork.endorse(Command.of(record.bytes()))));
    fork.order(fork.endorse(Command.of(CITY.freeze.bytes())));
    Block block = fork.order(fork.endorse(command, altered));
    String name = Long.toString(System.nanoTime());
    try (DerivedLedger copy = copy(name, byContract)) {
      fork.blocks().subList(0, fork.blocks().size() - 1).forEach(before -> follow(copy, before));
      String reason =
          assertInstanceOf(DerivedLedger.Outcome.Diverged.class, apply(copy, block)).reason();
      assertTrue(reason.contains(why), reason);
    }
  }

  @Test
  void aBlockOfAnotherChainOrWithOtherDataIsNotFollowed() {
    setUp();
    try (DerivedLedger copy = copy("copy.db", true)) {
      catchUp(copy);
      Block block = channel.order(channel.endorse(command(List.of(ballot(0)))));
      Block.Builder forked = block.toBuilder();
      forked.getHeaderBuilder().setPreviousHash(block.getHeader().getDataHash());
      assertEquals(
          new DerivedLedger.Outcome.Diverged("names another block before it"),
          apply(copy, forked.build()));
      Block.Builder changed = block.toBuilder();
      byte[] envelope = block.getData().getData(0).toByteArray();
      envelope[envelope.length - 1] ^= 1;
      changed.getDataBuilder().setData(0, ByteString.copyFrom(envelope));
      assertEquals(
          new DerivedLedger.Outcome.Diverged("names other data than it brings"),
          apply(copy, changed.build()));
      follow(copy, block);
    }
  }
}
