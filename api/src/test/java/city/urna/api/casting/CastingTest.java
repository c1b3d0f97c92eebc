package city.urna.api.casting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Client;
import city.urna.api.town.Town;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.transcript.Transcript;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a voter is answered under overload, and while the node's clock is wrong. */
class CastingTest {
  @TempDir private Path folder;

  private static Client.Reply cast(Client node, SignedBallot ballot) {
    return node.post("/v1/ballots", ballot.record().bytes());
  }

  private static Tracker tracker(SignedBallot ballot) {
    return Office.tracker(ballot);
  }

  /** A ledger that takes its time: what fits is recorded, what does not was told so. */
  @Test
  void aFullQueueIsToldAtOnceAndNothingOfItIsKept() throws Exception {
    CompletableFuture<Boolean> slow = new CompletableFuture<>();
    AtomicReference<Office> office = new AtomicReference<>();
    AtomicInteger held = new AtomicInteger();
    try (Office opened =
            new Office(
                folder,
                2,
                command -> {
                  held.addAndGet(command.records().size());
                  return Optional.of(slow.thenCompose(go -> office.get().ledger.submit(command)));
                });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      office.set(opened);
      Client node = opened.listen(InstantSource.system());
      Map<SignedBallot, Future<Client.Reply>> sent = new LinkedHashMap<>();
      for (int i = 0; i < 16; i++) {
        SignedBallot ballot = Office.ballot(i);
        Future<Client.Reply> reply = threads.submit(() -> cast(node, ballot));
        sent.put(ballot, reply);
        // Four batches of one ballot each are under way; one ballot more waits for its turn.
        int batches = Math.min(i + 1, 4);
        Town.until(
            () ->
                held.get() == batches
                    && (reply.isDone() || opened.gateway.isOnItsWay(tracker(ballot))));
      }
      Town.until(() -> sent.values().stream().filter(Future::isDone).count() >= 9);
      List<SignedBallot> refused =
          sent.entrySet().stream()
              .filter(e -> e.getValue().isDone())
              .map(Map.Entry::getKey)
              .toList();
      for (SignedBallot ballot : refused) {
        Client.Reply reply = sent.get(ballot).get();
        reply.isProblem(503, "busy", "");
        assertEquals(Optional.of("1"), reply.retryAfter());
        node.get("/v1/ballots/" + tracker(ballot).hex()).isProblem(404, "not-found", "");
      }
      assertEquals(4, held.get());
      slow.complete(true);
      for (SignedBallot ballot : sent.keySet()) {
        assertEquals(refused.contains(ballot) ? 503 : 201, sent.get(ballot).get().status());
      }
      for (SignedBallot ballot : refused) {
        cast(node, ballot).is(201);
      }
    }
  }

  /** Forth, back, to the epoch and before it. */
  @Test
  void aClockThatJumpsBreaksNoAcknowledgement() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    try (Office office = Office.wellBehaved(folder)) {
      Client node = office.listen(now::get);
      int voter = 0;
      for (String time :
          List.of(
              "2026-11-25T22:00:00Z",
              "2262-04-11T23:47:16Z",
              "2026-11-25T21:59:00Z",
              "1970-01-01T00:00:00Z",
              "1969-12-31T23:59:59Z",
              "2026-11-25T22:00:01Z")) {
        now.set(Instant.parse(time));
        SignedBallot ballot = Office.ballot(voter++);
        JsonNode said = cast(node, ballot).is(201).json().path("acknowledgement");
        assertEquals(Math.max(0, now.get().getEpochSecond()), said.path("time").asLong(), time);
        assertTrue(
            Signatures.verify(
                Office.CITY.parties.log.publicKey(),
                Transcript.of("acknowledgement", Office.CITY.election.context())
                    .absorb("tracker", tracker(ballot).value())
                    .absorbLong("time", said.path("time").asLong())
                    .hash()
                    .value(),
                Bytes.fromHex(said.path("signature").asText()).orThrow()),
            time);
      }
    }
  }
}
