package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Client;
import city.urna.api.town.Device;
import city.urna.api.town.Town;
import city.urna.api.town.Wiring;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred ballots of innocent voters over HTTP: the first hundred beside somebody who sends
 * fifty that contradict each other through two gateways, the second hundred beside the close. What
 * counts is held against the ledger's order, which is read here record by record.
 */
class RaceTest {
  private static final long SEED = 45;
  private static final int INNOCENTS = 25;
  private static final int EACH = 8;
  private static final int CONFLICTING = 50;

  /** How many of the second hundred are acknowledged when the close is sent. */
  private static final int BEFORE_CLOSE = 30;

  @TempDir private static Path folder;
  private static Town town;
  private static Device hostile;
  private static List<SignedRecord> conflicting;
  private static final Map<Tracker, Client.Reply> CONFLICTS = new ConcurrentHashMap<>();
  private static final Map<Tracker, Client.Reply> EARLY = new ConcurrentHashMap<>();
  private static final Map<Tracker, Client.Reply> LATE = new ConcurrentHashMap<>();
  private static SignedRecord firstEarly;

  /** Every record on the ledger, in order. */
  private static List<SignedRecord> ledger;

  @BeforeAll
  static void race() throws IOException, InterruptedException {
    town = new Town(folder, SEED, INNOCENTS + 1, Wiring.DIRECT, CONFLICTING + 1).open();
    hostile = town.device(INNOCENTS);
    conflicting =
        IntStream.range(0, CONFLICTING)
            .parallel()
            .mapToObj(i -> hostile.ballot(town.election(), Tracker.NONE))
            .toList();
    List<List<SignedRecord>> chains =
        town.devices().subList(0, INNOCENTS).parallelStream().map(RaceTest::chain).toList();
    firstEarly = chains.getFirst().getFirst();
    CyclicBarrier together = new CyclicBarrier(CONFLICTING);
    try (ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
      for (SignedRecord ballot : conflicting) {
        devices.submit(
            () -> {
              Client gateway =
                  conflicting.indexOf(ballot) % 2 == 0 ? town.node() : town.organization(0);
              // A connection first, so that the ballots come as close together as they can.
              gateway.get("/health/live").is(200);
              together.await();
              return cast(gateway, ballot, CONFLICTS);
            });
      }
      chains.forEach(
          chain -> devices.submit(() -> chain.subList(0, EACH / 2).forEach(b -> cast(b, EARLY))));
    }
    CountDownLatch acknowledged = new CountDownLatch(BEFORE_CLOSE);
    try (ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<SignedRecord> chain : chains) {
        devices.submit(
            () -> {
              for (SignedRecord ballot : chain.subList(EACH / 2, EACH)) {
                if (cast(ballot, LATE).status() < 300) {
                  acknowledged.countDown();
                }
              }
            });
      }
      assertTrue(acknowledged.await(2, TimeUnit.MINUTES));
      town.close(town.freeze());
    }
    ledger = records();
  }

  private static List<SignedRecord> chain(Device device) {
    List<SignedRecord> chain = new ArrayList<>();
    Tracker end = Tracker.NONE;
    for (int i = 0; i < EACH; i++) {
      SignedRecord ballot = device.ballot(town.election(), end);
      chain.add(ballot);
      end = tracker(ballot);
    }
    return chain;
  }

  private static Tracker tracker(SignedRecord ballot) {
    return town.election().tracker(ballot.body());
  }

  private static Client.Reply cast(SignedRecord ballot, Map<Tracker, Client.Reply> replies) {
    return cast(town.node(), ballot, replies);
  }

  private static Client.Reply cast(
      Client gateway, SignedRecord ballot, Map<Tracker, Client.Reply> replies) {
    Client.Reply reply = gateway.post("/v1/ballots", ballot.bytes());
    replies.put(tracker(ballot), reply);
    return reply;
  }

  private static List<SignedRecord> records() {
    List<SignedRecord> records = new ArrayList<>();
    while (true) {
      byte[] page =
          town.node().get("/v1/records?limit=100&from=" + records.size()).is(200).body().toArray();
      if (page.length == 0) {
        return records;
      }
      for (ByteBuffer left = ByteBuffer.wrap(page); left.hasRemaining(); ) {
        byte[] record = new byte[left.getInt()];
        left.get(record);
        records.add(SignedRecord.parse(Bytes.of(record)).orThrow());
      }
    }
  }

  private static int close() {
    return IntStream.range(0, ledger.size())
        .filter(i -> ledger.get(i).kind() == Kind.PHASE)
        .filter(i -> ledger.get(i).body(Phase.parser()).orThrow().getStep() == 3)
        .findFirst()
        .orElseThrow();
  }

  private static Set<Tracker> acknowledged(Map<Tracker, Client.Reply> replies) {
    Set<Tracker> trackers = new HashSet<>();
    replies.forEach(
        (tracker, reply) -> {
          if (reply.status() < 300) {
            assertEquals(tracker.hex(), reply.json().at("/acknowledgement/tracker").asText());
            trackers.add(tracker);
          }
        });
    return trackers;
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  @Test
  void everyInnocentBallotIsAcceptedBesideFiftyThatContradictEachOther() {
    assertEquals(INNOCENTS * EACH / 2, EARLY.size());
    EARLY.values().forEach(reply -> reply.is(201));
    assertEquals(CONFLICTING, CONFLICTS.size());
    CONFLICTS.values().stream()
        .filter(reply -> reply.status() != 201)
        .forEach(reply -> reply.isProblem(409, "stale", ""));
    // Usually most of the fifty; on a slow machine all but the first two may come too late.
    assertTrue(acknowledged(CONFLICTS).size() >= 2, "no fork was made");
  }

  @Test
  void whatWasAcknowledgedIsRecordedBeforeTheCloseAndNothingElseIs() {
    Set<Tracker> promised = acknowledged(EARLY);
    promised.addAll(acknowledged(CONFLICTS));
    promised.addAll(acknowledged(LATE));
    List<Tracker> recorded =
        ledger.subList(0, close()).stream()
            .filter(record -> record.kind() == Kind.BALLOT)
            .map(RaceTest::tracker)
            .toList();
    assertEquals(promised, Set.copyOf(recorded));
    assertEquals(promised.size(), recorded.size(), "one stands twice");
    assertTrue(
        ledger.subList(close(), ledger.size()).stream().noneMatch(r -> r.kind() == Kind.BALLOT));
  }

  @Test
  void whoCameTooLateIsTold() {
    assertEquals(INNOCENTS * EACH / 2, LATE.size());
    int inTime = acknowledged(LATE).size();
    assertTrue(inTime >= BEFORE_CLOSE && inTime < LATE.size(), inTime + " came in time: no race");
    LATE.values().stream()
        .filter(reply -> reply.status() >= 300)
        .forEach(reply -> reply.isProblem(422, "refused", "R4 phase"));
  }

  @Test
  void receiptsHoldAndStayTheSameAfterTheClose() {
    int checked = 0;
    for (Map<Tracker, Client.Reply> replies : List.of(EARLY, CONFLICTS, LATE)) {
      for (var entry : replies.entrySet()) {
        if (entry.getValue().status() == 201) {
          String text = entry.getValue().json().path("receipt").asText();
          Receipt.Outcome.Recorded recorded =
              assertInstanceOf(
                  Receipt.Outcome.Recorded.class,
                  Receipt.parse(Bytes.ofUtf8(text)).orThrow().check(town.trust()));
          assertEquals(entry.getKey(), recorded.entry().tracker());
          checked++;
        }
      }
    }
    assertTrue(checked > INNOCENTS * EACH / 2);
    Client.Reply again = town.node().post("/v1/ballots", firstEarly.bytes()).is(201);
    assertEquals(
        EARLY.get(tracker(firstEarly)).json().path("receipt").asText(),
        again.json().path("receipt").asText());
  }

  /** Every organization's closed set is what the ledger's order says (spec ballots §5). */
  @Test
  void ledgerOrderDecidesWhatCounts() {
    Map<Bytes, Tracker> ends = new LinkedHashMap<>();
    Map<Bytes, List<Ballot>> voices = new LinkedHashMap<>();
    Map<Ballot, Tracker> trackers = new LinkedHashMap<>();
    for (SignedRecord record : ledger) {
      if (record.kind() == Kind.BALLOT) {
        Ballot ballot = record.body(Ballot.parser()).orThrow();
        trackers.put(ballot, tracker(record));
        voices
            .computeIfAbsent(Bytes.of(ballot.getCredential()), c -> new ArrayList<>())
            .add(ballot);
      }
    }
    voices.forEach((credential, ballots) -> ends.put(credential, end(ballots, trackers)));
    assertEquals(INNOCENTS + 1, ends.size());
    Tracker first =
        ledger.stream()
            .filter(record -> record.kind() == Kind.BALLOT)
            .map(RaceTest::tracker)
            .filter(CONFLICTS::containsKey)
            .findFirst()
            .orElseThrow();
    assertEquals(first, ends.get(hostile.credential()));
    List<Tracker> counted = new ArrayList<>(ends.values());
    Collections.sort(counted);
    Digest root = MerkleTree.root(counted.stream().map(Tracker::bytes).toList());
    List<ClosedSet> sets =
        ledger.stream()
            .filter(record -> record.kind() == Kind.CLOSED_SET)
            .map(record -> record.body(ClosedSet.parser()).orThrow())
            .toList();
    assertTrue(sets.size() >= 2, sets.size() + " closed sets");
    for (ClosedSet set : sets) {
      assertEquals(close() + 1, set.getTreeSize());
      assertEquals(trackers.size(), set.getRecorded());
      assertEquals(INNOCENTS + 1, set.getCounted());
      assertEquals(root.value(), Bytes.of(set.getTrackersRoot()));
    }
  }

  private static Tracker end(List<Ballot> ballots, Map<Ballot, Tracker> trackers) {
    Tracker end = Tracker.NONE;
    while (true) {
      Tracker last = end;
      Tracker next =
          ballots.stream()
              .filter(ballot -> Bytes.of(ballot.getReplaces()).equals(last.bytes()))
              .map(trackers::get)
              .findFirst()
              .orElse(last);
      if (next.equals(last)) {
        return last;
      }
      end = next;
    }
  }
}
