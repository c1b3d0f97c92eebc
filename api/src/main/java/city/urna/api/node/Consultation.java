package city.urna.api.node;

import city.urna.api.board.ArchiveRoutes;
import city.urna.api.consultation.ActRoutes;
import city.urna.api.consultation.Allowances;
import city.urna.api.consultation.ArchivedContents;
import city.urna.api.consultation.ChainRoutes;
import city.urna.api.consultation.ContentRoutes;
import city.urna.api.consultation.FeedRoutes;
import city.urna.api.consultation.ListRoutes;
import city.urna.api.consultation.StoredConsultations;
import city.urna.api.consultation.SubscriptionRoutes;
import city.urna.api.cosigning.Cosigners;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.api.open311.Open311Routes;
import city.urna.chaincode.Contract;
import city.urna.network.Ledger;
import city.urna.protocol.signature.SigningKey;
import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The consultation room of a node, as the node puts it together. */
record Consultation(
    StoredConsultations consultations, ArchiveRoutes archives, List<HttpService> routes)
    implements AutoCloseable {
  /** How long an app waits for its report to be recorded before it gets a token. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What of the node the room stands on. */
  record Surroundings(
      Ledger ledger,
      Contract contract,
      Cosigners cosigners,
      Map<String, Peer> organizations,
      SigningKey log,
      SigningKey gateway,
      String origin,
      Supplier<List<String>> processes,
      InstantSource clock) {}

  static Consultation open(
      Path data, Surroundings node, Monitoring monitoring, NodeSettings settings) {
    StoredConsultations consultations =
        new StoredConsultations(
            data.resolve("consultation.db"),
            node.ledger(),
            node.contract(),
            node.cosigners(),
            node.organizations(),
            node.log(),
            monitoring,
            node.clock());
    ArchiveRoutes archives =
        new ArchiveRoutes(
            node.ledger().log(),
            node.ledger().blockFiles(),
            new ArchivedContents(consultations),
            data.resolve("archives"));
    consultations.begin(archives::erase, settings.notices(), node.gateway());
    return new Consultation(
        consultations,
        archives,
        List.of(
            new ActRoutes(
                consultations,
                node.gateway(),
                node.clock(),
                new Allowances(settings.actsPerMinute())),
            new ListRoutes(consultations),
            new ChainRoutes(consultations),
            new ContentRoutes(consultations),
            new FeedRoutes(consultations, node.origin()),
            new SubscriptionRoutes(consultations),
            new Open311Routes(
                consultations,
                node.processes(),
                node.ledger().state(),
                settings.open311(),
                node.clock(),
                PATIENCE)));
  }

  @Override
  public void close() {
    consultations.close();
  }
}
