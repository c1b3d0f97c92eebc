package city.urna.api.casting;

import city.urna.api.cosigning.Cosigners;
import city.urna.api.http.Listener;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.api.organization.OrganizationServer;
import city.urna.api.town.Client;
import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.Block;
import city.urna.network.Ledger;
import city.urna.network.Outcome;
import city.urna.network.Tip;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.network.log.BlockFiles;
import city.urna.network.log.LogStore;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.signature.PartyKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** The casting side alone, over a ledger of its own that misbehaves as a test tells it. */
final class Office implements AutoCloseable {
  static final SmallCity CITY = new SmallCity(71, 16);
  private static final String HOST = "127.0.0.1";
  private static final URI NOBODY = URI.create("http://127.0.0.1:9/");

  private final Path folder;
  final EmbeddedLedger ledger;
  final Gateway gateway;
  private final List<AutoCloseable> others = new ArrayList<>();

  /** A ledger in this folder that is open for casting, if it is not yet, and a gateway to it. */
  Office(
      Path folder,
      int mostWaiting,
      Function<Command, Optional<CompletableFuture<Outcome>>> instead) {
    this.folder = folder;
    this.ledger = open(folder);
    this.gateway =
        new Gateway(
            new Wayward(ledger, instead),
            ledger.log(),
            folder.resolve("casting.db"),
            new Monitoring("node.yaml", Optional::empty),
            20,
            mostWaiting);
  }

  static Office wellBehaved(Path folder) {
    return new Office(folder, 2_000, command -> Optional.empty());
  }

  private static EmbeddedLedger open(Path folder) {
    EmbeddedLedger ledger =
        EmbeddedLedger.open(
            folder.resolve("ledger.db"), CITY.parties.orderer, new Contract(new Elections()));
    if (ledger.height() == 0) {
      CITY.setup().forEach(record -> ledger.submit(Command.of(record.bytes())).join());
      ledger.submit(Command.of(CITY.freeze.bytes())).join();
    }
    return ledger;
  }

  /** Two organizations that cosign, and a listener for voters. */
  Client listen(InstantSource clock) throws IOException {
    Map<String, Peer> addresses = new LinkedHashMap<>();
    for (int i = 0; i < 2; i++) {
      String id = Parties.ORGANIZATIONS.get(i);
      OrganizationServer server =
          OrganizationServer.start(
              id,
              new PartyKeys(
                  CITY.parties.cosigners.get(i), Optional.of(CITY.parties.ledgerKeys.get(i))),
              Files.createDirectories(folder.resolve(id)),
              HOST,
              0,
              NOBODY,
              20);
      others.add(server);
      addresses.put(id, new Peer(URI.create("http://" + HOST + ":" + server.port())));
    }
    Cosigners cosigners =
        new Cosigners(
            ledger,
            CITY.parties.log,
            CheckpointTrust.of(CITY.parties.genesis()).orThrow(),
            addresses);
    others.add(cosigners);
    CastingRoutes routes =
        new CastingRoutes(
            gateway, ledger.log(), cosigners::cosigned, CITY.parties.log, Set.of(), clock);
    Listener listener =
        Listener.start(
            "casting", HOST, 0, SignedRecord.MOST_BYTES, routing -> routing.register(routes));
    others.add(listener);
    return new Client(listener.port(), "node.yaml");
  }

  static SignedBallot ballot(int voter) {
    return SignedBallot.of(CITY.ballot(voter)).orThrow();
  }

  static Tracker tracker(SignedBallot ballot) {
    return CITY.election.tracker(ballot.record().body());
  }

  /** Takes a ballot that is not on the log yet. */
  Pending take(SignedBallot ballot) {
    return switch (gateway.take(ballot, fresh -> false)) {
      case Gateway.Taken.OnItsWay(Pending pending) -> pending;
      case Gateway.Taken.Standing standing -> throw new AssertionError("it stands already");
    };
  }

  boolean isRecorded(SignedBallot ballot) {
    return ledger.log().find(tracker(ballot)).isPresent();
  }

  List<String> spooled() {
    try (Spool spool = new Spool(folder.resolve("casting.db"))) {
      return spool.left().stream().map(bytes -> bytes.hex()).toList();
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : others.reversed()) {
      one.close();
    }
    gateway.close();
    ledger.close();
  }

  /** Passes on to a ledger what the test does not answer itself. */
  private record Wayward(
      EmbeddedLedger ledger, Function<Command, Optional<CompletableFuture<Outcome>>> instead)
      implements Ledger {
    @Override
    public CompletableFuture<Outcome> submit(Command command) {
      return instead.apply(command).orElseGet(() -> ledger.submit(command));
    }

    @Override
    public State state() {
      return ledger.state();
    }

    @Override
    public long height() {
      return ledger.height();
    }

    @Override
    public List<Block> blocks(long from, int limit) {
      return ledger.blocks(from, limit);
    }

    @Override
    public LogStore log() {
      return ledger.log();
    }

    @Override
    public BlockFiles blockFiles() {
      return ledger.blockFiles();
    }

    @Override
    public boolean isOpen() {
      return ledger.isOpen();
    }

    @Override
    public boolean isFollowed() {
      return ledger.isFollowed();
    }

    @Override
    public Runnable listen(Consumer<Tip> listener) {
      return ledger.listen(listener);
    }

    @Override
    public void close() {
      ledger.close();
    }
  }
}
