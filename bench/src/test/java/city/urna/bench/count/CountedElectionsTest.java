package city.urna.bench.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The expectations with which the platform's counts are tested alone are the verifier's. */
class CountedElectionsTest {
  private static final Path FILE =
      Path.of(System.getProperty("urna.root", "..")).resolve("docs/spec/examples/counted.jsonl");

  @Test
  void theFileIsWhatTheVerifierCounts() throws IOException {
    String counted = CountedElections.text();
    Path fresh = Path.of("target/counted.jsonl");
    Files.writeString(fresh, counted);
    assertEquals(counted, Files.readString(FILE), "what is counted now lies in bench/" + fresh);
  }
}
