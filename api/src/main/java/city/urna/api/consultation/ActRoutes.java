package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.consultation.attachment.Attachment;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.network.Place;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ActCall;
import city.urna.protocol.records.DecisionCall;
import city.urna.protocol.signature.SigningKey;
import city.urna.protocol.transcript.Transcript;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where acts and decisions come in (spec api §1.1). Of an act that bears a credential neither
 * address nor time is looked at; senders of public acts have an allowance, kept in memory alone.
 */
public final class ActRoutes implements HttpService {
  /** An act with its contents, and what the message adds. */
  public static final int MOST_BYTES = Attachment.MOST_BYTES + 4 * 1024 * 1024;

  /** The largest body of any path: contents in base64. */
  public static final int MOST_BODY = 32 * 1024 * 1024;

  private static final long PATIENCE_SECONDS = 20;

  private final StoredConsultations consultations;
  private final Receipts receipts;
  private final SigningKey key;
  private final InstantSource clock;
  private final Allowances allowances;

  /**
   * @param key the gateway's, for acknowledgements
   */
  public ActRoutes(
      StoredConsultations consultations,
      SigningKey key,
      InstantSource clock,
      Allowances allowances) {
    this.consultations = consultations;
    this.receipts = new Receipts(consultations);
    this.key = key;
    this.clock = clock;
    this.allowances = allowances;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/acts", (request, response) -> act(new Exchange(request, response)))
        .get("/v1/acts/{act}", (request, response) -> find(new Exchange(request, response)))
        .post(
            "/v1/processes/{process}/scopes/{scope}/contributions",
            (request, response) -> contribute(new Exchange(request, response)))
        .post("/v1/attachments", (request, response) -> strip(new Exchange(request, response)))
        .post("/v1/decisions", (request, response) -> decide(new Exchange(request, response)));
  }

  private void act(Exchange exchange) {
    ActCall call = exchange.message(ActCall.parser(), MOST_BYTES);
    boolean anchored = !call.getPublicAct().isEmpty();
    boolean named = !call.getProcess().isEmpty() && !call.getScope().isEmpty();
    if (anchored == !call.getRecord().isEmpty() || anchored != named) {
      throw new Problem(
          Problem.Type.MALFORMED, "either a record, or process, scope and a public act");
    }
    List<Bytes> contents = call.getContentsList().stream().map(Bytes::of).toList();
    if (anchored) {
      allowances.take(exchange, size(call.getContentsList()));
      follow(
          exchange,
          consultations.take(
              consultations
                  .acceptance()
                  .publicAct(
                      call.getProcess(),
                      call.getScope(),
                      Bytes.of(call.getPublicAct()),
                      contents)));
    } else {
      SignedRecord record = Exchange.ok(SignedRecord.parse(Bytes.of(call.getRecord())));
      follow(exchange, consultations.take(consultations.acceptance().record(record, contents)));
    }
  }

  private static long size(List<ByteString> contents) {
    return contents.stream().mapToLong(ByteString::size).sum();
  }

  private void contribute(Exchange exchange) {
    ScopeId scope = new ScopeId(exchange.id("process"), exchange.id("scope"));
    JsonNode json = exchange.json(MOST_BODY);
    Draft draft = Contribution.read(scope, json);
    allowances.take(exchange, draft.contents().stream().mapToLong(c -> c.data().size()).sum());
    Submitted submitted = consultations.submit(draft);
    Handed handed = consultations.handed(submitted.act());
    follow(exchange, handed);
  }

  private void follow(Exchange exchange, Handed handed) {
    ObjectNode json = acknowledgement(handed);
    CompletableFuture<JsonNode> receipt =
        handed.recorded().thenCompose(order -> receipts.of(handed.act(), order));
    Optional<JsonNode> given = await(receipt);
    given.ifPresent(found -> json.set("receipt", found));
    exchange.answer(given.isPresent() ? 201 : 202, json);
  }

  private static <T> Optional<T> await(CompletableFuture<T> future) {
    try {
      return Optional.of(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Problem problem
          ? problem
          : new Problem(Problem.Type.BUSY, "the ledger did not answer; ask for the act again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Type.DRAINING, "ask for the act again");
    }
  }

  /** The node's signed promise, as for a ballot (spec api §1). */
  private ObjectNode acknowledgement(Handed handed) {
    long time = Math.max(0, clock.instant().getEpochSecond());
    Digest digest =
        Transcript.of("acknowledgement", handed.election())
            .absorb("tracker", handed.act().value())
            .absorbLong("time", time)
            .hash();
    ObjectNode json = Json.object().put("act", handed.act().hex());
    json.putObject("acknowledgement")
        .put("tracker", handed.act().hex())
        .put("gateway", key.publicKey().hex())
        .put("time", time)
        .put("signature", key.sign(digest.value()).hex());
    return json;
  }

  private void find(Exchange exchange) {
    Tracker act = new Tracker(exchange.digest("act"));
    Optional<ActRow> row = consultations.act(act);
    if (row.isPresent()) {
      ObjectNode json = Json.act(row.get());
      CompletableFuture<JsonNode> receipt =
          receipts.of(act, consultations.order(act).orElseThrow());
      if (receipt.isDone()) {
        json.set("receipt", receipt.join());
      }
      exchange.answer(200, json);
    } else if (consultations.isWaiting(act)) {
      exchange.answer(202, Json.object().put("act", act.hex()).put("standing", "waiting"));
    } else {
      throw new Problem(Problem.Type.NOT_FOUND, "no act of this hash was taken here");
    }
  }

  /** The file without all that it does not need; nothing of it is kept. */
  private void strip(Exchange exchange) {
    Bytes file = exchange.bytes(Attachment.MOST_BYTES);
    allowances.take(exchange, file.size());
    switch (Attachment.stripped(file)) {
      case Parsed.Ok<Attachment>(Attachment plain) ->
          ContentRoutes.file(exchange, plain.type().text(), plain.data());
      case Parsed.Malformed<Attachment>(String reason) ->
          throw new Problem(Problem.Type.CONTENT, reason);
    }
  }

  private void decide(Exchange exchange) {
    DecisionCall call = exchange.message(DecisionCall.parser(), MOST_BYTES);
    SignedRecord record = Exchange.ok(SignedRecord.parse(Bytes.of(call.getRecord())));
    Place place =
        consultations.decide(record, call.getContentsList().stream().map(Bytes::of).toList());
    ObjectNode json = Json.object();
    json.put("position", place.position()).put("hash", record.hash().hex());
    Optional<String> receipt =
        await(
            consultations
                .cosigners()
                .cosigned(place.position())
                .thenApply(
                    note ->
                        consultations.log().receipt(place.position(), note).orElseThrow().text()));
    receipt.ifPresent(found -> json.put("receipt", found));
    exchange.answer(receipt.isPresent() ? 201 : 202, json);
  }
}
