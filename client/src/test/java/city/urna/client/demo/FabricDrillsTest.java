package city.urna.client.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Parts of a Fabric network that fail while people vote, and come back: whatever was acknowledged
 * is in a verified archive, once.
 */
@Tag("fabric")
@Tag("long")
class FabricDrillsTest {
  private static final long SEED = 11;
  private static final int VOTERS = 120;
  private static final int DEVICES = 8;

  /** What fails, and for how long. */
  enum Drill {
    ONE_ORDERER(15, "orderer.court"),
    ONE_PEER(15, "peer.university"),
    ONE_CONTRACT(15, "chaincode.observer"),
    /** The node's own contract: its gateway's first choice. */
    THE_GATEWAYS_CONTRACT(15, "chaincode.city"),
    THE_GATEWAYS_PEER(15, "peer.city"),
    ALL_ORDERERS(10, "orderer.city", "orderer.observer", "orderer.university", "orderer.court"),
    /** The city's node with its listener; killed and started as it was. */
    THE_NODE(0);

    private final Duration away;
    private final List<String> components;

    Drill(int seconds, String... components) {
      this.away = Duration.ofSeconds(seconds);
      this.components = List.of(components);
    }
  }

  @ParameterizedTest
  @EnumSource(Drill.class)
  void whatWasAcknowledgedIsThereOnce(Drill drill) throws Exception {
    FabricPrograms.require();
    Path out = Files.createTempDirectory("drill");
    ProcessFile town = ProcessFileReader.town();
    List<VoterPlan> plans = VoterPlan.ofTown(town, VOTERS + 2, new Random(SEED));
    try (Demo demo = FabricPrograms.demo(out, town, plans);
        KilledServersTest.Victim node =
            new KilledServersTest.Victim("--issuance-port", out.resolve("killed.log"))) {
      List<Voting.Entitled> entitled = demo.prepare();
      Voting voting = new Voting(demo.view(), demo.services(), out.resolve("receipts"));
      List<Future<?>> voters = new ArrayList<>();
      try (ExecutorService devices = Executors.newFixedThreadPool(DEVICES)) {
        for (Voting.Entitled voter : entitled.subList(0, VOTERS)) {
          voters.add(devices.submit(() -> KilledServersTest.vote(voting, voter)));
        }
        awaitDone(voters, VOTERS / 20);
        fail(drill, demo, node);
        boolean during = voters.stream().anyMatch(voter -> !voter.isDone());
        assertTrue(during, "voting ended before anything failed");
        comeBack(drill, demo);
        for (Future<?> voter : voters) {
          voter.get();
        }
      }
      demo.closeCasting();
      Demo.Outcome outcome = demo.finish();
      assertEquals(0, outcome.verifier());
      List<VoterPlan> voted = plans.subList(0, VOTERS);
      assertEquals(KilledServersTest.expected(voted), KilledServersTest.votes(outcome.result()));
      assertEquals(VOTERS, outcome.result().path("ballots").path("counted").asInt());
    }
  }

  private static void awaitDone(List<Future<?>> voters, int least) throws InterruptedException {
    while (voters.stream().filter(Future::isDone).count() < least) {
      Thread.sleep(50);
    }
  }

  private static void fail(Drill drill, Demo demo, KilledServersTest.Victim node) throws Exception {
    if (drill == Drill.THE_NODE) {
      node.killAndRestart();
    }
    for (String component : drill.components) {
      demo.fabric().orElseThrow().run("kill", component);
    }
  }

  private static void comeBack(Drill drill, Demo demo) throws Exception {
    Thread.sleep(drill.away);
    if (!drill.components.isEmpty()) {
      List<String> start = new ArrayList<>(List.of("start"));
      start.addAll(drill.components);
      demo.fabric().orElseThrow().run(start.toArray(String[]::new));
    }
  }
}
