package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Client;
import city.urna.api.town.Device;
import city.urna.api.town.Town;
import city.urna.api.town.TownExtension;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.SignedRecord;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that is told to stop while people vote, as SIGTERM does, and is started again. */
@ExtendWith(TownExtension.class)
class DrainTest {
  private static final int FIRST = 5;
  private static final int EACH = 3;

  private final Town town;
  private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
  private final AtomicInteger recorded = new AtomicInteger();

  DrainTest(Town town) {
    this.town = town;
  }

  @Test
  void stoppingUnderLoadLosesNothingAndCountsNothingTwice() throws Exception {
    long before = town.scope().path("ballots").asLong();
    int voters = Town.VOTERS - FIRST;
    List<Future<List<Tracker>>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = FIRST; i < Town.VOTERS; i++) {
        Device device = town.device(i);
        Tracker end = town.end(device);
        all.add(threads.submit(() -> vote(device, end)));
      }
      Town.until(() -> recorded.get() > 0);
      town.stopCity();
      town.startCity();
      for (Future<List<Tracker>> one : all) {
        for (Tracker tracker : one.get()) {
          town.node().get("/v1/ballots/" + tracker.hex()).is(200);
        }
      }
    }
    assertTrue(Set.of(201, 202, 503).containsAll(statuses), statuses::toString);
    assertEquals(before + (long) voters * EACH, town.scope().path("ballots").asLong());
  }

  /** Each ballot as the same bytes until there is a receipt, the next one on top of it. */
  private List<Tracker> vote(Device device, Tracker start) {
    List<Tracker> cast = new ArrayList<>();
    Tracker end = start;
    for (int i = 0; i < EACH; i++) {
      SignedRecord ballot = device.ballot(town.election(), end);
      end = town.election().tracker(ballot.body());
      int status = 0;
      while (status != 201) {
        try {
          Client.Reply reply = town.node().post("/v1/ballots", ballot.bytes());
          status = reply.status();
          statuses.add(status);
        } catch (UncheckedIOException notListening) {
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
      }
      recorded.incrementAndGet();
      cast.add(end);
    }
    return cast;
  }
}
