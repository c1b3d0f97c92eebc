package city.urna.client.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFileReader;
import city.urna.client.terminal.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One seed gives one outcome, whichever ledger it went through; keys and hashes never agree. */
@Tag("fabric")
class SameOutcomeTest {
  private static final long SEED = 5;
  private static final int VOTERS = 20;

  @Test
  void fabricsOutcomeIsTheEmbeddedLedgers() throws Exception {
    FabricPrograms.requireWhenAsked();
    ProcessFile town = ProcessFileReader.town();
    List<VoterPlan> plans = VoterPlan.ofTown(town, VOTERS + 2, new Random(SEED));
    Path here = Files.createTempDirectory("embedded");
    Path there = Files.createTempDirectory("fabric");
    JsonNode embedded;
    JsonNode fabric;
    try (Demo demo = new Demo(here, town, plans, new Progress(System.err, true))) {
      embedded = outcome(demo);
    }
    try (Demo demo = FabricPrograms.demo(there, town, plans)) {
      fabric = outcome(demo);
    }
    assertEquals(embedded, fabric);
    assertEquals(VOTERS, fabric.path("ballots").path("counted").asInt());
    String manifest = Files.readString(there.resolve("archive").resolve("manifest.json"));
    assertTrue(manifest.contains("\"ledger\":\"fabric\""), manifest);
  }

  /** What {@code result.json} holds: counts, and who is selected. */
  private static JsonNode outcome(Demo demo) throws IOException {
    Demo.Outcome outcome = demo.run();
    assertEquals(0, outcome.verifier());
    return outcome.result();
  }
}
