package city.urna.client.demo;

import city.urna.client.board.ElectionView;
import city.urna.client.clerk.Certification;
import city.urna.client.clerk.Clerk;
import city.urna.client.clerk.Opening;
import city.urna.client.clerk.Registrar;
import city.urna.client.clerk.ResultFile;
import city.urna.client.clerk.RollKeysFile;
import city.urna.client.definition.ProcessFile;
import city.urna.client.demo.Parties.Party;
import city.urna.client.key.Card;
import city.urna.client.observer.FetchCommand;
import city.urna.client.observer.TrustFile;
import city.urna.client.publication.Publisher;
import city.urna.client.terminal.Progress;
import city.urna.client.voter.HostileVoter;
import city.urna.client.voter.Services;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.credential.VoterCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The steps of the demo, each named and timed. What it started ends with it. */
public final class Demo implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path out;
  private final Path work;
  private final ProcessFile file;
  private final List<VoterPlan> plans;
  private final Progress progress;
  private final SecureRandom random = new SecureRandom();
  private final String scope;
  private final Programs programs;
  private final Optional<FabricNetwork> fabric;
  private Trustees.Desk desk = Trustees::here;
  private Parties parties;
  private Network network;
  private Services services;
  private Clerk clerk;
  private Digest process;
  private Voting voting;
  private ElectionView view;

  /**
   * @param plans two more than there are voters: the last two are those who try to cheat
   */
  public Demo(Path out, ProcessFile file, List<VoterPlan> plans, Progress progress)
      throws IOException {
    this(out, file, plans, Optional.empty(), progress);
  }

  /**
   * @param plans two more than there are voters: the last two are those who try to cheat
   * @param fabric the folder of a Fabric network to be started for it; embedded without
   */
  public Demo(
      Path out, ProcessFile file, List<VoterPlan> plans, Optional<Path> fabric, Progress progress)
      throws IOException {
    this.out = out;
    Files.createDirectories(out.resolve("receipts"));
    Files.createDirectories(out.resolve("logs"));
    this.programs = new Programs(Programs.launcher(), out.resolve("logs"));
    this.fabric = fabric.map(dir -> new FabricNetwork(programs, dir, out.resolve("logs")));
    this.work = out.resolve("parties");
    this.file = file;
    this.plans = List.copyOf(plans);
    this.progress = progress;
    this.scope = file.scopes().getFirst().id();
  }

  /** Has the trustees type their commands elsewhere than inside this program. */
  void trusteesAt(Trustees.Desk elsewhere) {
    desk = elsewhere;
  }

  /** What came of it: the result, and the verifier's exit status. */
  public record Outcome(ObjectNode result, int verifier) {}

  /** Everything up to open voting: who is entitled, with the codes from their letters. */
  public List<Voting.Entitled> prepare() throws IOException {
    keys();
    servers();
    define();
    List<Voting.Entitled> entitled = roll();
    ceremony();
    open();
    return entitled;
  }

  /** Close, tally, certificate, archive, verification. */
  public Outcome finish() throws IOException {
    Certification.Certified certified = tally();
    ObjectNode result = ResultFile.json(view, certified);
    if (voting != null) {
      ObjectNode ballots = (ObjectNode) result.path("ballots");
      ballots.put("refused", voting.refused()).put("challenged", voting.challenged());
    }
    return new Outcome(result, verify());
  }

  /** The Fabric network under it, where there is one. */
  public Optional<FabricNetwork> fabric() {
    return fabric;
  }

  Outcome run() throws IOException {
    vote(prepare());
    return finish();
  }

  public ElectionView view() {
    return view;
  }

  public Services services() {
    return services;
  }

  /** Opens another scope of the process, a consultation. */
  public void open(String consultation) {
    new Opening(clerk, consultation).freeze(services.issuers(), true);
  }

  /** Closes casting. */
  public void closeCasting() {
    clerk.close(scope);
  }

  /** Ends the node, the organizations' and the issuers' servers; a Fabric network stays up. */
  public void endServers() {
    programs.close();
  }

  @Override
  public void close() {
    endServers();
    fabric.ifPresent(FabricNetwork::down);
  }

  private void keys() {
    progress.begin("Keys and cards");
    parties =
        Parties.make(
            work,
            random,
            List.of(
                new Parties.Named(Card.Role.ORGANIZATION, "city", "City of Alderhaven"),
                new Parties.Named(Card.Role.ORGANIZATION, "observers", "Observers' association"),
                new Parties.Named(Card.Role.ORGANIZATION, "university", "University of Alderhaven"),
                new Parties.Named(Card.Role.ISSUER, "observers", "Observers' association"),
                new Parties.Named(Card.Role.ISSUER, "university", "University of Alderhaven"),
                new Parties.Named(Card.Role.TRUSTEE, "amina", "Amina Farouk"),
                new Parties.Named(Card.Role.TRUSTEE, "jonas", "Jonas Weber"),
                new Parties.Named(Card.Role.TRUSTEE, "lucia", "Lucia Prado"),
                new Parties.Named(Card.Role.CLERK, "clerk", "City clerk"),
                new Parties.Named(Card.Role.REGISTRAR, "registrar", "Register office")));
    progress.done("3 organizations, 2 issuers, 3 trustees, clerk, registrar");
  }

  private void servers() throws IOException {
    if (fabric.isPresent()) {
      progress.begin("Fabric network");
      fabric.get().up();
      progress.done("4 orderers, 3 peers, 3 contracts: 10 processes");
    }
    progress.begin("Servers and ledger");
    Path node = work.resolve("node");
    Files.createDirectories(node);
    network = new Network(programs, parties, node, fabric);
    services = network.start();
    progress.done("node, 3 organizations, 3 issuers: 6 processes");
  }

  /** Cards in the order in which the process names the parties. */
  private List<Card> cards() {
    Stream<Card> own =
        Stream.of(Card.Role.values()).flatMap(role -> parties.of(role).stream()).map(Party::card);
    return Stream.concat(Stream.of(Card.read(network.cityIssuerCard())), own).toList();
  }

  private void define() {
    progress.begin("Process and items");
    clerk =
        new Clerk(services.node(), parties.one(Card.Role.CLERK).keys().signing(), file.process());
    process = clerk.define(file, cards(), progress::at);
    // Issuers make their keys when first asked, which takes seconds: better now than at the freeze.
    services
        .issuers()
        .values()
        .forEach(issuer -> Thread.startVirtualThread(() -> issuer.makeKeys(file.process(), scope)));
    int items = file.scopes().getFirst().questions().stream().mapToInt(q -> q.items().size()).sum();
    progress.done(file.process() + ", " + items + " items, endorsed by all organizations");
  }

  private List<Voting.Entitled> roll() {
    progress.begin("Roll and voter codes");
    Party registrar = parties.one(Card.Role.REGISTRAR);
    Registrar maker = new Registrar(file.process(), scope, random);
    List<Voting.Entitled> entitled = new ArrayList<>();
    List<RollKeysFile.Line> lines = new ArrayList<>();
    for (VoterPlan plan : plans) {
      VoterCode code = VoterCode.generate(random);
      lines.add(maker.line(plan.person(), plan.style(), code, registrar.card().id()));
      entitled.add(new Voting.Entitled(plan, List.of(code)));
    }
    int entries =
        maker.post(
            services.node(),
            process,
            1,
            List.of(new RollKeysFile(lines)),
            List.of(registrar.keys().signing()));
    progress.done("%,d people".formatted(entries));
    return entitled;
  }

  private void ceremony() {
    progress.begin("Trustees' ceremony");
    new Trustees(parties.of(Card.Role.TRUSTEE), out.resolve("logs"), desk)
        .run(
            "ceremony",
            trustee -> List.of("--node", network.node().toString(), "--process", file.process()));
    progress.done("joint key of 3 trustees, any 2 can decrypt");
  }

  private void open() throws IOException {
    progress.begin("Freeze and opening");
    Digest election = new Opening(clerk, scope).freeze(services.issuers(), true);
    JsonNode ledger = JSON.readTree(Files.readAllBytes(network.ledgerCard()));
    TrustFile trust =
        new TrustFile(
            file.process(),
            scope,
            election.hex(),
            ledger,
            cards(),
            file.threshold(),
            file.minimumIssuers(),
            TrustFile.MadeBy.DEMO);
    Files.writeString(out.resolve("trust.json"), trust.json());
    view = ElectionView.read(services.node(), file.process(), scope);
    progress.done("election hash " + election.hex().substring(0, 16) + "…");
  }

  private void vote(List<Voting.Entitled> entitled) {
    int honest = entitled.size() - 2;
    voting = new Voting(view, services, out.resolve("receipts"));
    progress.begin("Credentials");
    List<Voting.Ready> ready = voting.credentials(entitled.subList(0, honest), progress);
    progress.done(
        "%,d voters, each signed blindly by %d issuers"
            .formatted(honest, view.election().issuers().size()));
    progress.begin("Voting");
    voting.ballots(ready, progress);
    progress.done(
        "%,d ballots with receipts, %,d challenged".formatted(voting.sent(), voting.challenged()));
    progress.begin("Hostile submissions");
    HostileVoter hostile = voting.cheat(entitled.get(honest), entitled.get(honest + 1));
    clerk.close(scope);
    voting.late(hostile);
    progress.done(
        "%d tried, %d refused; casting closed".formatted(voting.refused(), voting.refused()));
  }

  private Certification.Certified tally() {
    progress.begin("Closed set and issuances");
    await("fixed");
    progress.done("organizations agree; issuers published their lists");
    progress.begin("Trustees verify and decrypt");
    List<Party> helping = parties.of(Card.Role.TRUSTEE).subList(0, file.threshold());
    new Trustees(helping, out.resolve("logs"), desk)
        .run(
            "decrypt",
            trustee ->
                List.of(
                    "--node",
                    network.node().toString(),
                    "--process",
                    file.process(),
                    "--scope",
                    scope,
                    "--trust",
                    out.resolve("trust.json").toString(),
                    "--work",
                    trustee.folder().resolve("decryption").toString()));
    progress.done(helping.size() + " of 3 trustees, each after verifying its own archive");
    progress.begin("Count and certificate");
    Certification.Certified certified = new Certification(clerk, scope).certify();
    progress.done("endorsed by the organizations");
    return certified;
  }

  /** Waits for the organizations' closed sets, and for every issuer's list. */
  private void await(String phase) {
    for (int i = 0; i < 1200; i++) {
      JsonNode status = services.node().process(file.process());
      boolean fixed = status.path("scopes").get(0).path("phase").asText().equals(phase);
      if (fixed && status.path("scopes").get(0).path("listsComplete").asBoolean()) {
        return;
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DemoException("interrupted");
      }
    }
    throw new DemoException(
        "the organizations did not agree on a closed set; see the logs in " + out.resolve("logs"));
  }

  private int verify() throws IOException {
    CompletableFuture<Void> publishing = CompletableFuture.runAsync(this::publish);
    FetchCommand.fetch(services.node(), out.resolve("archive"), progress);
    progress.begin("Publications");
    publishing.join();
    progress.done("PDF in each language, JSON with JWS, CSV, NIST report, charts");
    progress.begin("Independent verification");
    int status =
        programs.run(
            "verify",
            List.of(
                "verify",
                out.resolve("archive").toString(),
                "--trust",
                out.resolve("trust.json").toString(),
                "--exports",
                out.resolve("publication").toString(),
                "--json",
                out.resolve("verify.json").toString()),
            out.resolve("logs").resolve("verify.txt"));
    progress.done("exit status " + status);
    return status;
  }

  private void publish() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    try {
      Publisher.with(parties.one(Card.Role.CLERK).keys().signing(), Optional.empty(), random)
          .publish(
              services.node(), file.process(), scope, today, today, out.resolve("publication"));
    } catch (IOException e) {
      throw new UncheckedIOException("the result cannot be published", e);
    }
  }
}
