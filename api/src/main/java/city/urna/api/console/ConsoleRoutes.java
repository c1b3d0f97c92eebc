package city.urna.api.console;

import city.urna.api.casting.Gateway;
import city.urna.api.consultation.StoredConsultations;
import city.urna.api.cosigning.Cosigners;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.chaincode.Command;
import city.urna.network.Ledger;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.PhaseStep;
import city.urna.protocol.record.SignedRecord;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code POST /v1/records}: everything but ballots (spec api §1). */
public final class ConsoleRoutes implements HttpService {
  private static final long PATIENCE_SECONDS = 30;

  private final Ledger ledger;
  private final Endorsements endorsements;
  private final Catalogue catalogue;
  private final Gateway gateway;
  private final StoredConsultations consultations;
  private final Cosigners cosigners;

  public ConsoleRoutes(
      Ledger ledger,
      Endorsements endorsements,
      Catalogue catalogue,
      Gateway gateway,
      StoredConsultations consultations,
      Cosigners cosigners) {
    this.consultations = consultations;
    this.ledger = ledger;
    this.endorsements = endorsements;
    this.catalogue = catalogue;
    this.gateway = gateway;
    this.cosigners = cosigners;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/v1/records", (request, response) -> submit(new Exchange(request, response)));
  }

  private void submit(Exchange exchange) {
    SignedRecord record = Exchange.ok(SignedRecord.parse(exchange.body()));
    switch (record.kind()) {
      case BALLOT -> throw new Problem(Problem.Type.MALFORMED, "ballots go to /v1/ballots");
      case ACT -> throw new Problem(Problem.Type.MALFORMED, "acts go to /v1/acts");
      case ANCHOR, CHECKPOINT ->
          throw new Problem(Problem.Type.MALFORMED, "the node itself brings these to the log");
      case GENESIS,
          PROCESS,
          ITEM,
          ROLL,
          CEREMONY,
          PHASE,
          ISSUANCE_LIST,
          CLOSED_SET,
          DECRYPTION_SHARE,
          CERTIFICATE,
          DECISION -> {}
    }
    Optional<Digest> before = catalogue.recorded(record.hash());
    Optional<Place> standing = before.flatMap(hash -> ledger.log().find(hash));
    if (standing.isPresent()) {
      answer(exchange, before.get(), standing.get());
      return;
    }
    SignedRecord endorsed = endorsements.gather(record);
    Place place =
        record.kind() == Kind.DECISION
            ? consultations.decide(record, List.of())
            : PhaseStep.CLOSE.isOf(record) ? close(endorsed) : order(endorsed);
    catalogue.note(record, endorsed);
    answer(exchange, endorsed.hash(), place);
  }

  /** The close is ordered behind every ballot that this gateway has taken. */
  private Place close(SignedRecord record) {
    boolean closed = false;
    try {
      gateway.drain(record.process(), record.scope());
      consultations.drain(record.process(), record.scope());
      Place place = order(record);
      closed = true;
      return place;
    } finally {
      if (!closed) {
        gateway.reopen(record.process(), record.scope());
        consultations.reopen(record.process(), record.scope());
      }
    }
  }

  private Place order(SignedRecord record) {
    while (true) {
      switch (outcome(record)) {
        case Outcome.Conflict conflict -> {}
        case Outcome.Decided decided -> {
          return switch (decided.records().getFirst()) {
            case RecordOutcome.Recorded recorded -> recorded.place();
            case RecordOutcome.Standing(Place place) -> place;
            case RecordOutcome.Refused(Refusal code, String reason) ->
                throw Problem.refused(code, reason);
          };
        }
      }
    }
  }

  private Outcome outcome(SignedRecord record) {
    try {
      return ledger.submit(Command.of(record.bytes())).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new Problem(Problem.Type.BUSY, "the ledger did not answer; send the same record again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Type.DRAINING, "send the same record again");
    }
  }

  private void answer(Exchange exchange, Digest hash, Place place) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("position", place.position()).put("hash", hash.hex());
    try {
      SignedNote note =
          cosigners.cosigned(place.position()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      json.put("receipt", ledger.log().receipt(place.position(), note).orElseThrow().text());
      exchange.answer(201, json);
    } catch (TimeoutException e) {
      exchange.answer(202, json);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cosigning failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Type.DRAINING, "send the same record again");
    }
  }
}
