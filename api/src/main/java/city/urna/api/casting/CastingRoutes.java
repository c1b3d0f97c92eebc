package city.urna.api.casting;

import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.log.LogStore;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.signature.SigningKey;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/** Where ballots come in and receipts go out (spec api §1). No login, no cookie, no address. */
public final class CastingRoutes implements HttpService {
  /** How long a voter waits before the answer is "stored, ask again". */
  private static final long PATIENCE_SECONDS = 20;

  /** How long whoever asks for a receipt waits for the checkpoint over it. */
  private static final long GLANCE_SECONDS = 1;

  private final Gateway gateway;
  private final LogStore log;
  private final LongFunction<CompletableFuture<SignedNote>> cosigned;
  private final SigningKey key;
  private final Set<Bytes> colleagues;
  private final InstantSource clock;

  /**
   * Makes the routes of one gateway.
   *
   * @param cosigned the first checkpoint with a quorum that covers a position
   * @param key acknowledges
   * @param colleagues keys of the other gateways; what they have acknowledged is taken whatever the
   *     quota, as the promise is made
   */
  public CastingRoutes(
      Gateway gateway,
      LogStore log,
      LongFunction<CompletableFuture<SignedNote>> cosigned,
      SigningKey key,
      Set<Bytes> colleagues,
      InstantSource clock) {
    this.gateway = gateway;
    this.log = log;
    this.cosigned = cosigned;
    this.key = key;
    this.colleagues = colleagues;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/ballots", (request, response) -> cast(new Exchange(request, response)))
        .get("/v1/ballots/{tracker}", (request, response) -> find(new Exchange(request, response)));
  }

  private void cast(Exchange exchange) {
    Optional<String> promise = exchange.header(Acknowledgement.HEADER);
    SignedBallot ballot = parse(exchange.body());
    switch (gateway.take(ballot, fresh -> isPromised(promise, fresh))) {
      case Gateway.Taken.Standing(Pending pending, Place place) ->
          receipt(exchange, acknowledgement(pending), place);
      case Gateway.Taken.OnItsWay(Pending pending) -> follow(exchange, pending);
    }
  }

  private boolean isPromised(Optional<String> header, Pending ballot) {
    return header
        .flatMap(text -> Acknowledgement.parse(text, ballot.tracker()))
        .filter(promise -> colleagues.contains(promise.gateway()))
        .filter(promise -> promise.holds(ballot.context()))
        .isPresent();
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
    if (await(pending.stored(), PATIENCE_SECONDS).isEmpty()) {
      throw new Problem(Problem.Type.BUSY, "not stored yet; send the same ballot again");
    }
    ObjectNode json = acknowledgement(pending);
    // What is stored stays promised, even if the ledger does not decide it now.
    Optional<RecordOutcome> outcome =
        await(
                pending
                    .outcome()
                    .thenApply(Optional::of)
                    .exceptionally(failure -> Optional.empty()),
                PATIENCE_SECONDS)
            .flatMap(found -> found);
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
    Optional<SignedNote> note = await(cosigned.apply(place.position()), PATIENCE_SECONDS);
    note.ifPresent(found -> json.put("receipt", receipt(place, found)));
    exchange.answer(note.isPresent() ? 201 : 202, json);
  }

  private String receipt(Place place, SignedNote note) {
    return log.receipt(place.position(), note).orElseThrow().text();
  }

  /** The value, unless it takes longer. */
  private static <T> Optional<T> await(CompletableFuture<T> future, long seconds) {
    try {
      return Optional.of(future.get(seconds, TimeUnit.SECONDS));
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
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("tracker", ballot.tracker().hex());
    long now = clock.instant().getEpochSecond();
    json.set(
        "acknowledgement",
        Acknowledgement.sign(ballot.context(), ballot.tracker(), now, key).json());
    return json;
  }

  private void find(Exchange exchange) {
    Tracker tracker = new Tracker(exchange.digest("tracker"));
    Optional<Place> place = log.find(tracker);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("tracker", tracker.hex());
    if (place.isPresent()) {
      Optional<SignedNote> note = await(cosigned.apply(place.get().position()), GLANCE_SECONDS);
      note.ifPresent(found -> json.put("receipt", receipt(place.get(), found)));
      exchange.answer(note.isPresent() ? 200 : 202, json);
    } else if (gateway.isOnItsWay(tracker)) {
      exchange.answer(202, json);
    } else {
      throw new Problem(Problem.Type.NOT_FOUND, "no ballot of this tracker came here");
    }
  }
}
