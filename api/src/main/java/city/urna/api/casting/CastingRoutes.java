package city.urna.api.casting;

import city.urna.api.cosigning.Cosigners;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.log.LogStore;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.signature.SigningKey;
import city.urna.protocol.transcript.Transcript;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where ballots come in and receipts go out (spec api §1). No login, no cookie, no address. */
public final class CastingRoutes implements HttpService {
  /** How long a voter waits before the answer is "stored, ask again". */
  private static final long PATIENCE_SECONDS = 20;

  private final Gateway gateway;
  private final LogStore log;
  private final Cosigners cosigners;
  private final SigningKey key;
  private final InstantSource clock;

  public CastingRoutes(
      Gateway gateway, LogStore log, Cosigners cosigners, SigningKey key, InstantSource clock) {
    this.gateway = gateway;
    this.log = log;
    this.cosigners = cosigners;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/ballots", (request, response) -> cast(new Exchange(request, response)))
        .get("/v1/ballots/{tracker}", (request, response) -> find(new Exchange(request, response)));
  }

  private void cast(Exchange exchange) {
    SignedBallot ballot = parse(exchange.body());
    switch (gateway.take(ballot)) {
      case Gateway.Taken.Standing(Pending pending, Place place) ->
          receipt(exchange, acknowledgement(pending), place);
      case Gateway.Taken.OnItsWay(Pending pending) -> follow(exchange, pending);
    }
  }

  private static SignedBallot parse(Bytes body) {
    Verdict<SignedBallot> verdict =
        switch (SignedRecord.parse(body)) {
          case Parsed.Malformed<SignedRecord>(String reason) ->
              throw new Problem(Problem.Type.MALFORMED, reason);
          case Parsed.Ok<SignedRecord>(SignedRecord record) when record.kind() != Kind.BALLOT ->
              throw new Problem(Problem.Type.MALFORMED, "not a ballot; others go to /v1/records");
          case Parsed.Ok<SignedRecord>(SignedRecord record) -> SignedBallot.of(record);
        };
    return switch (verdict) {
      case Verdict.Verified<SignedBallot>(SignedBallot ballot) -> ballot;
      case Verdict.Rejected<SignedBallot>(Refusal code, String reason) ->
          throw Problem.refused(code, reason);
    };
  }

  private void follow(Exchange exchange, Pending pending) {
    // Only what is stored durably is acknowledged.
    if (await(pending.stored()).isEmpty()) {
      throw new Problem(Problem.Type.BUSY, "not stored yet; send the same ballot again");
    }
    ObjectNode json = acknowledgement(pending);
    Optional<RecordOutcome> outcome = await(pending.outcome());
    if (outcome.isEmpty()) {
      exchange.answer(202, json);
      return;
    }
    switch (outcome.get()) {
      case RecordOutcome.Refused(Refusal code, String reason) ->
          throw Problem.refused(code, reason);
      case RecordOutcome.Recorded recorded -> receipt(exchange, json, recorded.place());
      case RecordOutcome.Standing(Place place) -> receipt(exchange, json, place);
    }
  }

  private void receipt(Exchange exchange, ObjectNode json, Place place) {
    Optional<SignedNote> note = await(cosigners.cosigned(place.position()));
    note.ifPresent(found -> json.put("receipt", receipt(place, found)));
    exchange.answer(note.isPresent() ? 201 : 202, json);
  }

  private String receipt(Place place, SignedNote note) {
    Bytes receipt = log.receipt(place.position(), note).orElseThrow().encode();
    return new String(receipt.toArray(), StandardCharsets.UTF_8);
  }

  /** The value, unless it takes longer than a voter waits. */
  private static <T> Optional<T> await(CompletableFuture<T> future) {
    try {
      return Optional.of(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Problem problem
          ? problem
          : new Problem(Problem.Type.BUSY, "the ledger did not answer; send the same ballot again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Type.DRAINING, "send the same ballot again");
    }
  }

  /** The gateway's signed promise (spec api §1). */
  private ObjectNode acknowledgement(Pending ballot) {
    Tracker tracker = ballot.tracker();
    // A clock before 1970 is wrong, and no reason to acknowledge nothing.
    long time = Math.max(0, clock.instant().getEpochSecond());
    Digest digest =
        Transcript.of("acknowledgement", ballot.context())
            .absorb("tracker", tracker.value())
            .absorbLong("time", time)
            .hash();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("tracker", tracker.hex());
    json.putObject("acknowledgement")
        .put("tracker", tracker.hex())
        .put("gateway", key.publicKey().hex())
        .put("time", time)
        .put("signature", key.sign(digest.value()).hex());
    return json;
  }

  private void find(Exchange exchange) {
    Tracker tracker = new Tracker(exchange.digest("tracker"));
    Optional<Place> place = log.find(tracker);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("tracker", tracker.hex());
    if (place.isPresent()) {
      CompletableFuture<SignedNote> cosigned = cosigners.cosigned(place.get().position());
      if (cosigned.isDone()) {
        json.put("receipt", receipt(place.get(), cosigned.join()));
        exchange.answer(200, json);
      } else {
        exchange.answer(202, json);
      }
    } else if (gateway.onItsWay(tracker).isPresent()) {
      exchange.answer(202, json);
    } else {
      throw new Problem(Problem.Type.NOT_FOUND, "no ballot of this tracker came here");
    }
  }
}
