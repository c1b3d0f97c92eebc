package city.urna.api.node;

import city.urna.api.board.BoardRoutes;
import city.urna.api.board.LogRoutes;
import city.urna.api.casting.CastingRoutes;
import city.urna.api.casting.Gateway;
import city.urna.api.console.Catalogue;
import city.urna.api.console.ConsoleRoutes;
import city.urna.api.console.Endorsements;
import city.urna.api.console.Endorsements.Endorser;
import city.urna.api.consultation.ActRoutes;
import city.urna.api.cosigning.Cosigners;
import city.urna.api.http.Listener;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.api.http.Problem;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.network.Ledger;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.signature.PartyKeys;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The city's node: ledger, board, casting, console on one listener. */
public final class CityServer implements AutoCloseable {
  private final Listener listener;
  private final Optional<Parts> parts;

  /** What exists once there is a ledger. */
  private record Parts(
      Ledger ledger,
      Gateway gateway,
      Consultation consultation,
      Cosigners cosigners,
      Catalogue catalogue)
      implements AutoCloseable {
    /** The gateway is closed before, while its listener still answers. */
    @Override
    public void close() {
      consultation.close();
      cosigners.close();
      catalogue.close();
      ledger.close();
    }
  }

  private CityServer(Listener listener, Optional<Parts> parts) {
    this.listener = listener;
    this.parts = parts;
  }

  /** Keys of the node: they order, sign checkpoints and acknowledge. */
  private record Keys(PartyKeys log, PartyKeys orderer, PartyKeys gateway) {
    static Keys open(Path data, SecureRandom random) {
      KeyFolder folder = KeyFolder.unattended(data.resolve("keys"));
      return new Keys(
          folder.openOrMake("log", false, random),
          folder.openOrMake("orderer", true, random),
          folder.openOrMake("gateway", false, random));
    }
  }

  /**
   * Starts the node.
   *
   * @param given the ledger file, at the first start; later ones remember it
   * @param quota ballots of one credential that its gateway takes (R)
   * @throws StartException when it cannot start
   */
  public static CityServer start(
      Path data, String host, int port, Optional<Path> given, int quota) {
    return start(data, host, port, given, quota, NodeSettings.USUAL);
  }

  /** The same with the operator's settings. */
  public static CityServer start(
      Path data, String host, int port, Optional<Path> given, int quota, NodeSettings settings) {
    SecureRandom random = new SecureRandom();
    Optional<LedgerFile> file = remember(data, given);
    if (file.isEmpty()) {
      return new CityServer(
          Listener.start("node", host, port, 0, CityServer::withoutLedger), Optional.empty());
    }
    Keys keys = Keys.open(data, random);
    Map<String, Peer> organizations = new LinkedHashMap<>();
    Map<String, Endorser> endorsers = new LinkedHashMap<>();
    for (LedgerFile.Member member : file.get().organizations()) {
      Peer peer = new Peer(member.url());
      organizations.put(member.id(), peer);
      endorsers.put(member.id(), new Endorser(peer, member.ledgerKey()));
    }
    Endorsements endorsements = new Endorsements(endorsers);
    OpenedLedger opened =
        OpenedLedger.open(data, file.get(), keys.orderer().point().orElseThrow(), random);
    Ledger ledger = opened.ledger();
    if (ledger.log().size() == 0) {
      Founding.found(
          ledger,
          file.get(),
          keys.log().signing().publicKey(),
          keys.orderer().point().orElseThrow().publicKey(),
          opened.nonce(),
          endorsements);
    }
    SignedRecord genesisRecord = SignedRecord.parse(ledger.log().record(0).orElseThrow()).orThrow();
    Genesis genesis = genesisRecord.body(Genesis.parser()).orThrow();
    LedgerCard card = new LedgerCard(genesis, genesisRecord.hash(), opened.channel());
    card.write(data.resolve("ledger-card.json"));
    Cosigners cosigners =
        new Cosigners(
            ledger, keys.log().signing(), CheckpointTrust.of(genesis).orThrow(), organizations);
    Monitoring monitoring = new Monitoring("node.yaml", () -> obstacle(ledger, cosigners));
    opened.measure(monitoring);
    Catalogue catalogue = Catalogue.open(data.resolve("catalogue.db"), ledger.log());
    Gateway gateway =
        new Gateway(ledger, ledger.log(), data.resolve("casting.db"), monitoring, quota);
    Consultation consultation =
        Consultation.open(
            data,
            new Consultation.Surroundings(
                ledger,
                new Contract(new Elections()),
                cosigners,
                organizations,
                keys.log().signing(),
                keys.gateway().signing(),
                genesis.getOrigin(),
                catalogue::processes,
                settings.clock()),
            monitoring,
            settings);
    ObjectNode about = about(file.get(), card, keys);
    Listener listener =
        Listener.start(
            "node",
            host,
            port,
            ActRoutes.MOST_BODY,
            routing -> {
              routing.register(monitoring);
              routing.register(
                  new BoardRoutes(ledger.state(), ledger.log(), catalogue, about::deepCopy),
                  new LogRoutes(ledger.log()),
                  consultation.archives(),
                  new CastingRoutes(
                      gateway,
                      ledger.log(),
                      cosigners::cosigned,
                      keys.gateway().signing(),
                      colleagues(genesis),
                      settings.clock()),
                  new ConsoleRoutes(
                      ledger,
                      endorsements,
                      catalogue,
                      gateway,
                      consultation.consultations(),
                      cosigners));
              consultation.routes().forEach(routing::register);
            });
    return new CityServer(
        listener, Optional.of(new Parts(ledger, gateway, consultation, cosigners, catalogue)));
  }

  /** The organizations' gateways acknowledge with their cosigner keys. */
  private static Set<Bytes> colleagues(Genesis genesis) {
    return genesis.getOrganizationsList().stream()
        .map(organization -> Bytes.of(organization.getCosignerKey()))
        .collect(Collectors.toSet());
  }

  /** A failure of ours that the operator has to see to; others' absence is none. */
  private static Optional<Problem> obstacle(Ledger ledger, Cosigners cosigners) {
    if (!ledger.isOpen()) {
      return outOfOrder("the ledger could not store a block: see its disk, then start again");
    }
    return cosigners.isWorking()
        ? Optional.empty()
        : outOfOrder("checkpoints cannot be cosigned or stored; it is tried again");
  }

  private static Optional<Problem> outOfOrder(String detail) {
    return Optional.of(new Problem(Problem.Type.OUT_OF_ORDER, detail));
  }

  private static void withoutLedger(HttpRouting.Builder routing) {
    Problem none =
        new Problem(Problem.Type.NO_LEDGER, "start with --ledger FILE; see docs/commands.md");
    routing.register(new Monitoring("node.yaml", () -> Optional.of(none)));
    routing.any(
        (request, response) -> {
          throw none;
        });
  }

  /** The ledger file with its cards, kept in the folder so that a restart needs only --data. */
  private static Optional<LedgerFile> remember(Path data, Optional<Path> given) {
    Path kept = data.resolve("ledger.yaml");
    try {
      Files.createDirectories(data);
      if (given.isPresent()) {
        LedgerFile file = LedgerFile.read(given.get());
        Files.writeString(data.resolve("ledger.yaml.new"), file.yaml(data));
        Files.move(data.resolve("ledger.yaml.new"), kept, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + data, e);
    }
    return Files.exists(kept) ? Optional.of(LedgerFile.read(kept)) : Optional.empty();
  }

  private static ObjectNode about(LedgerFile file, LedgerCard card, Keys keys) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("suite", card.genesis().getSuite()).put("origin", card.genesis().getOrigin());
    json.put("genesis", card.hash().hex());
    json.put("gateway", keys.gateway().signing().publicKey().hex());
    ArrayNode organizations = json.putArray("organizations");
    file.organizations()
        .forEach(
            member ->
                organizations
                    .addObject()
                    .put("id", member.id())
                    .put("name", member.name())
                    .put("operator", member.operator())
                    .put("url", member.url().toString()));
    ArrayNode issuers = json.putArray("issuers");
    file.issuers()
        .forEach(
            issuer ->
                issuers.addObject().put("id", issuer.id()).put("url", issuer.url().toString()));
    return json;
  }

  public int port() {
    return listener.port();
  }

  /** The genesis hash, where there is a ledger. */
  public Optional<String> genesis() {
    return parts.map(
        p -> SignedRecord.parse(p.ledger().log().record(0).orElseThrow()).orThrow().hash().hex());
  }

  /** Refuses what comes, finishes what was taken, stops. */
  @Override
  public void close() {
    listener.drain();
    parts.ifPresent(p -> p.gateway().close());
    listener.close();
    parts.ifPresent(Parts::close);
  }
}
