package city.urna.api.consultation;

import city.urna.api.board.ArchiveRoutes;
import city.urna.api.board.BoardRoutes;
import city.urna.api.board.LogRoutes;
import city.urna.api.console.Catalogue;
import city.urna.api.cosigning.Cosigners;
import city.urna.api.http.Listener;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.api.organization.OrganizationServer;
import city.urna.api.town.Client;
import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallHall;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.consultation.Identity;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ActCall;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.DecisionCall;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.PartyKeys;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A node with an open consultation where anybody proposes, comments, reports and complains, three
 * organizations that anchor and cosign, and an office that answers.
 */
final class Square implements AutoCloseable {
  static final String SCOPE = "square";
  private static final String HOST = "127.0.0.1";

  final Parties parties = new Parties(81);
  final Ed25519PrivateKey office = Ed25519PrivateKey.generate(parties.random);
  final Path folder;
  final EmbeddedLedger ledger;
  final StoredConsultations consultations;
  final SignedRecord lamps;
  final SignedRecord plan;
  final Forum forum;
  final Client client;
  final CheckpointTrust trust;
  private final int port;
  private final SignedRecord freeze;
  private final List<AutoCloseable> open = new ArrayList<>();
  final ArchiveRoutes archives;

  Square(Path folder) throws IOException {
    this(folder, NoticeSettings.NONE, 100_000);
  }

  /** Starts everybody; again in the same folder, it goes on. */
  Square(Path folder, NoticeSettings notices, int perMinute) throws IOException {
    this.folder = folder;
    this.port = freePort();
    Contract contract = new Contract(new Elections());
    ledger = EmbeddedLedger.open(folder.resolve("ledger.db"), parties.orderer, contract);
    SignedRecord genesis =
        Parties.record(Kind.GENESIS, "", "", parties.genesis(), parties.ledgerKeys);
    Process process = process(genesis);
    SignedRecord processRecord = Parties.record(Kind.PROCESS, "", process, parties.clerkAndAll());
    lamps = item("lamps", "category");
    plan = item("plan", "paragraph");
    Definition.Builder definition =
        Definition.newBuilder()
            .setProcess(processRecord.hash().value().toByteString())
            .setPageManifest(Bytes.zero(32).toByteString());
    parties.cosigners.forEach(key -> definition.addCosignerKeys(key.publicKey().toByteString()));
    Bytes defined = Bytes.of(definition.build().toByteString());
    freeze =
        phase(Phase.newBuilder().setStep(1).setDefinition(defined.toByteString()).setCasting(true));
    forum = Forum.of(Parties.PROCESS, process, processRecord.hash(), SCOPE, defined).orThrow();
    if (ledger.height() == 0) {
      List.of(genesis, processRecord, lamps, plan, freeze).forEach(this::order);
    }
    trust = CheckpointTrust.of(parties.genesis()).orThrow();
    Map<String, Peer> organizations = organizations();
    Cosigners cosigners = new Cosigners(ledger, parties.log, trust, organizations);
    Monitoring monitoring = new Monitoring("node.yaml", Optional::empty);
    consultations =
        new StoredConsultations(
            folder.resolve("consultation.db"),
            ledger,
            contract,
            cosigners,
            organizations,
            parties.log,
            monitoring,
            InstantSource.system());
    archives =
        new ArchiveRoutes(
            ledger.log(),
            ledger.blockFiles(),
            new ArchivedContents(consultations),
            folder.resolve("archives"));
    consultations.begin(archives::erase, notices, parties.log);
    Catalogue catalogue = Catalogue.open(folder.resolve("catalogue.db"), ledger.log());
    Listener listener =
        Listener.start(
            "square",
            HOST,
            port,
            ActRoutes.MOST_BODY,
            routing -> {
              routing.register(monitoring);
              routing.register(
                  new BoardRoutes(
                      ledger.state(),
                      ledger.log(),
                      catalogue,
                      () ->
                          JsonNodeFactory.instance.objectNode().put("origin", trust.log().name())),
                  new LogRoutes(ledger.log()),
                  archives,
                  new ActRoutes(
                      consultations,
                      parties.log,
                      InstantSource.system(),
                      new Allowances(perMinute)),
                  new ListRoutes(consultations),
                  new ChainRoutes(consultations),
                  new ContentRoutes(consultations),
                  new FeedRoutes(consultations, trust.log().name()),
                  new SubscriptionRoutes(consultations));
            });
    open.add(ledger);
    open.add(catalogue);
    open.add(cosigners);
    open.add(consultations);
    open.add(listener);
    client = new Client(port, "node.yaml");
  }

  private Process process(SignedRecord genesis) {
    return parties.process(genesis).toBuilder()
        .addOffices(
            city.urna.protocol.records.Party.newBuilder()
                .setId(SmallHall.OFFICE)
                .setName("Works")
                .setOperator("Works")
                .setKey(office.publicKey().toByteString()))
        .addScopes(
            SmallHall.scope(
                SCOPE,
                SmallHall.consultation(
                        rule(ActType.PROPOSE, Identity.PUBLIC, 1),
                        rule(ActType.SUPPORT, Identity.OFFICER, 0),
                        rule(ActType.COMMENT, Identity.PUBLIC, 2),
                        rule(ActType.OPINION, Identity.SOCIAL, 0),
                        rule(ActType.REPORT, Identity.PUBLIC, 1),
                        rule(ActType.COMPLAINT, Identity.PUBLIC, 1))
                    .setAnswerSeconds(86_400)
                    .setAnchoredActs(200_000)
                    .build()))
        .build();
  }

  private static city.urna.protocol.records.ActRule rule(
      ActType type, Identity identity, int answered) {
    return SmallHall.rule(type, identity, 0).toBuilder()
        .setBytes(2_000_000)
        .setAnswered(answered)
        .build();
  }

  private SignedRecord item(String id, String role) {
    return Parties.record(
        Kind.ITEM, SCOPE, SmallHall.item(id, role).build(), List.of(parties.clerk));
  }

  private SignedRecord phase(Phase.Builder phase) {
    return Parties.record(Kind.PHASE, SCOPE, phase.build(), parties.clerkAndMajority());
  }

  /** Closes the consultation, as the console does. */
  void closeForum() {
    consultations.drain(Parties.PROCESS, SCOPE);
    order(phase(Phase.newBuilder().setStep(3).setPrevious(freeze.hash().value().toByteString())));
  }

  /** Makes it void. */
  void voidForum() {
    order(
        phase(
            Phase.newBuilder()
                .setStep(6)
                .setReason("wrong roll")
                .setPrevious(freeze.hash().value().toByteString())));
  }

  void order(SignedRecord record) {
    Outcome outcome = ledger.submit(Command.of(record.bytes())).join();
    if (!(outcome instanceof Outcome.Decided(List<RecordOutcome> records))
        || records.getFirst() instanceof RecordOutcome.Refused) {
      throw new AssertionError(outcome.toString());
    }
  }

  private Map<String, Peer> organizations() throws IOException {
    Map<String, Peer> addresses = new LinkedHashMap<>();
    for (int i = 0; i < Parties.ORGANIZATIONS.size(); i++) {
      String id = Parties.ORGANIZATIONS.get(i);
      OrganizationServer server =
          OrganizationServer.start(
              id,
              new PartyKeys(parties.cosigners.get(i), Optional.of(parties.ledgerKeys.get(i))),
              Files.createDirectories(folder.resolve(id)),
              HOST,
              0,
              URI.create("http://" + HOST + ":" + port),
              20);
      open.add(server);
      addresses.put(id, new Peer(URI.create("http://" + HOST + ":" + server.port())));
    }
    return addresses;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  Client.Reply contribute(String json) {
    return client.postJson(
        "/v1/processes/" + Parties.PROCESS + "/scopes/" + SCOPE + "/contributions", json);
  }

  /** A contribution that is taken; its act. */
  JsonNode taken(String json) {
    return contribute(json).is(201).json();
  }

  /** A report of a broken lamp. */
  Tracker report(String text) {
    JsonNode answer =
        taken(
            "{\"type\":\"report\",\"target\":\"%s\",\"text\":\"%s\"}"
                .formatted(lamps.hash().hex(), text));
    return tracker(answer.path("act").asText());
  }

  static Tracker tracker(String hex) {
    return new Tracker(new Digest(Bytes.fromHex(hex).orThrow()));
  }

  JsonNode act(Tracker act) {
    return client.get("/v1/acts/" + act.hex()).is(200).json();
  }

  /** An answer of the office. */
  Decision.Builder answer(Digest target, int status, String reason) {
    return Decision.newBuilder()
        .setElection(forum.election().toByteString())
        .setOffice(SmallHall.OFFICE)
        .setType(1)
        .setTarget(target.value().toByteString())
        .setStatus(status)
        .setReason(reason);
  }

  /** A redaction or withholding of contents. */
  Decision.Builder on(int type, Tracker act, List<String> commitments, String reason) {
    Decision.Builder decision =
        answer(new Digest(act.bytes()), 0, reason).setType(type).setStatus(0);
    commitments.forEach(
        commitment -> decision.addCommitments(Bytes.fromHex(commitment).orThrow().toByteString()));
    return decision;
  }

  Client.Reply decide(Decision decision, Bytes... contents) {
    SignedRecord record = Parties.record(Kind.DECISION, SCOPE, decision, List.of(office));
    DecisionCall.Builder call = DecisionCall.newBuilder().setRecord(record.bytes().toByteString());
    for (Bytes content : contents) {
      call.addContents(content.toByteString());
    }
    return client.post("/v1/decisions", Bytes.of(call.build().toByteString()));
  }

  /** Where a content has gone already. */
  List<String> sent(String commitment) {
    List<String> places = new ArrayList<>();
    client
        .get("/v1/contents/" + commitment + "/sent")
        .is(200)
        .json()
        .path("sent")
        .forEach(place -> places.add(place.asText()));
    return places;
  }

  Client.Reply act(ActCall call) {
    return client.post("/v1/acts", Bytes.of(call.toByteString()));
  }

  /** The figures of the scope. */
  JsonNode counters() {
    return client
        .get("/v1/processes/" + Parties.PROCESS + "/counters")
        .is(200)
        .json()
        .path("scopes")
        .path(0);
  }

  JsonNode list(String query) {
    return client.get("/v1/processes/" + Parties.PROCESS + "/acts?" + query).is(200).json();
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited for nothing");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }
}
