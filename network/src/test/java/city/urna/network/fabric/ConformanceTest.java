package city.urna.network.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.Tip;
import city.urna.network.derived.DerivedLedger;
import city.urna.network.derived.OrderedBlock;
import city.urna.network.derived.OrderedTransaction;
import city.urna.network.derived.OrderedTransaction.Content;
import city.urna.network.derived.OrderedTransaction.Validity;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.network.launch.FabricNetwork;
import city.urna.network.launch.FabricPrograms;
import city.urna.network.launch.Profile;
import city.urna.network.log.LedgerTables;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.SignedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same seeded commands through the embedded ledger and through a Fabric network: the same
 * verdicts, the same log, the same state, the same events. Racing ones have no order of their own,
 * so the embedded ledger is given the one that Fabric made.
 */
@Tag("fabric")
class ConformanceTest {
  private static final long SEED = 20_261_125;
  private static final int VOTERS = 24;
  private static final int RACING = 30;

  private final SmallCity city = new SmallCity(SEED, VOTERS);
  private final Random random = new Random(SEED);
  private final Map<Integer, SignedRecord> ballots = new HashMap<>();

  @TempDir private Path folder;

  @Test
  void bothLedgersMakeTheSameOfTheSame() throws Exception {
    Path root = FabricPrograms.orSkipUnlessAsked();
    FabricNetwork network = FabricNetwork.at(root, folder.resolve("network"), step -> {});
    network.up(Profile.NATIVE, OptionalInt.empty());
    try {
      compare(ConnectionFile.read(network.layout().connection()));
    } finally {
      network.down();
    }
  }

  private void compare(ConnectionFile connection) throws Exception {
    Path file = folder.resolve("embedded.db");
    List<Tip> here = new CopyOnWriteArrayList<>();
    List<Tip> there = new CopyOnWriteArrayList<>();
    Map<String, Bytes> state;
    try (EmbeddedLedger embedded = EmbeddedLedger.open(file, city.parties.orderer, contract());
        FabricLedger fabric =
            FabricLedger.open(folder.resolve("fabric.db"), connection, "CityMSP", contract())) {
      fabric.catchUp(Duration.ofSeconds(60));
      embedded.listen(here::add);
      fabric.listen(there::add);
      for (Command command : sequence()) {
        assertEquals(
            positioned(embedded.submit(command).join()),
            positioned(fabric.submit(command).join()),
            () -> "command of " + command.records().size() + " records, seed " + SEED);
      }
      assertEquals(sizes(here), sizes(there));
      requireSameLog(embedded, fabric);
      race(fabric);
      state = replay(connection, embedded, fabric.height());
      requireSameLog(embedded, fabric);
      for (Map.Entry<String, Bytes> entry : state.entrySet()) {
        Optional<Bytes> value = Optional.of(entry.getValue());
        assertEquals(value, embedded.state().get(entry.getKey()), entry.getKey());
        assertEquals(value, fabric.state().get(entry.getKey()), entry.getKey());
      }
    }
    Store store = Store.open(file, LedgerTables.SCHEMA);
    assertEquals(
        Optional.of((long) state.size()),
        store.read(session -> session.one("SELECT count(*) FROM state", row -> row.getLong(1))));
    store.close();
  }

  private static Contract contract() {
    return new Contract(new Elections());
  }

  private SignedRecord ballot(int voter) {
    return ballots.computeIfAbsent(voter, city::ballot);
  }

  /** A whole setup and some voting, hostile commands in between. */
  private List<Command> sequence() {
    List<Command> commands = new ArrayList<>();
    List<SignedRecord> setup = new ArrayList<>(city.setup());
    setup.add(city.freeze);
    for (SignedRecord record : setup) {
      if (random.nextInt(3) == 0) {
        commands.add(hostile(setup));
      }
      commands.add(Command.of(record.bytes()));
    }
    for (int i = 0; i < 12; i++) {
      commands.add(random.nextInt(2) == 0 ? hostile(setup) : voting());
    }
    return commands;
  }

  /** Some ballots, one of them twice perhaps, one of another's signature perhaps. */
  private Command voting() {
    List<Bytes> records = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      records.add(ballot(random.nextInt(VOTERS / 2)).bytes());
    }
    if (random.nextBoolean()) {
      records.add(records.getFirst());
    }
    if (random.nextBoolean()) {
      records.add(
          ballot(random.nextInt(VOTERS / 2))
              .withSignatures(ballot(VOTERS - 1).signatures())
              .bytes());
    }
    return new Command(records);
  }

  private Command hostile(List<SignedRecord> setup) {
    SignedRecord any = setup.get(random.nextInt(setup.size()));
    byte[] changed = any.bytes().toArray();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return switch (random.nextInt(7)) {
      case 0 -> Command.of(Bytes.of(changed));
      case 1 -> Command.of(any.bytes().slice(0, any.bytes().size() - 1));
      case 2 -> Command.of(ballot(random.nextInt(VOTERS)).bytes().slice(0, 40));
      case 3 ->
          new Command(
              List.of(ballot(VOTERS - 2).bytes(), city.phase(3, city.processRecord).bytes()));
      case 4 -> Command.of(any.withSignatures(List.of()).bytes());
      case 5 -> Command.of(city.phase(2 + random.nextInt(2), city.processRecord).bytes());
      default -> Command.of(Bytes.EMPTY);
    };
  }

  /** Everybody at once, the same ballots in several commands, and the close among them. */
  private void race(FabricLedger fabric) throws Exception {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < RACING; i++) {
      commands.add(
          new Command(
              List.of(
                  ballot(random.nextInt(VOTERS)).bytes(), ballot(random.nextInt(VOTERS)).bytes())));
    }
    Collections.shuffle(commands, random);
    commands.add(commands.size() * 2 / 3, Command.of(city.phase(3, city.freeze).bytes()));
    List<CompletableFuture<Outcome>> running = new ArrayList<>();
    for (Command command : commands) {
      running.add(fabric.submit(command));
      Thread.sleep(random.nextInt(40));
    }
    for (CompletableFuture<Outcome> one : running) {
      // A conflict eight times over is an outcome too; nothing may stay open.
      one.join();
    }
  }

  /**
   * Gives the embedded ledger what Fabric ordered, and an organization's copy with a contract of
   * its own as well.
   *
   * @return the state that the transactions wrote
   */
  private Map<String, Bytes> replay(
      ConnectionFile connection, EmbeddedLedger embedded, long height) {
    Map<String, Bytes> state = new TreeMap<>();
    ConnectionFile.Organization observer = connection.organization("ObserverMSP");
    FabricBlock reading = new FabricBlock(connection.chaincode());
    try (PeerConnection peer =
            PeerConnection.open(connection, observer, observer.identity("reader"));
        DerivedLedger organization =
            DerivedLedger.open(folder.resolve("observer.db"), Optional.of(contract()));
        CloseableIterator<Block> blocks = peer.blocks(0)) {
      for (long number = 0; number < height; number++) {
        OrderedBlock block = reading.read(blocks.next()).orThrow();
        Map<String, List<RecordOutcome>> told =
            assertInstanceOf(DerivedLedger.Outcome.Appended.class, organization.apply(block))
                .records();
        for (OrderedTransaction transaction : block.transactions()) {
          if (transaction.validity() == Validity.VALID
              && transaction.content() instanceof Content.Call call) {
            state.putAll(call.writes());
            List<RecordOutcome> records = told.get(transaction.id());
            if (records.stream().anyMatch(RecordOutcome.Recorded.class::isInstance)
                && embedded.log().size() < organization.log().size()) {
              assertEquals(
                  positioned(new Outcome.Decided(records)),
                  positioned(embedded.submit(call.command()).join()));
            }
          }
        }
      }
      assertEquals(embedded.log().size(), organization.log().size());
    }
    return state;
  }

  private static void requireSameLog(EmbeddedLedger embedded, FabricLedger fabric) {
    long size = embedded.log().size();
    assertEquals(size, fabric.log().size());
    assertEquals(embedded.log().root(size), fabric.log().root(size));
    assertTrue(size > 10, "most of the setup stands");
  }

  private static List<Long> sizes(List<Tip> tips) {
    return tips.stream().map(Tip::size).filter(size -> size > 0).distinct().toList();
  }

  /** Block numbers of two ledgers are nothing to compare; positions are. */
  private static List<RecordOutcome> positioned(Outcome outcome) {
    return assertInstanceOf(Outcome.Decided.class, outcome).records().stream()
        .map(ConformanceTest::positioned)
        .toList();
  }

  private static RecordOutcome positioned(RecordOutcome outcome) {
    return switch (outcome) {
      case RecordOutcome.Recorded(var record, var tracker, Place place) ->
          new RecordOutcome.Recorded(record, tracker, new Place(0, place.position()));
      case RecordOutcome.Standing(Place place) ->
          new RecordOutcome.Standing(new Place(0, place.position()));
      case RecordOutcome.Refused refused -> refused;
    };
  }
}
