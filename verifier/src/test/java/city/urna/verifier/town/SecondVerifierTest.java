package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.JsonReport;
import city.urna.verifier.report.Report;
import city.urna.verifier.town.ConsultationAttackTest.Attack;
import city.urna.verifier.trust.TrustFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two verifiers that share no line, over right and wrong consultation archives: they agree on the
 * verdict, on the first failing check, and, of what is valid, on every list of the verdict.
 */
class SecondVerifierTest {
  private static final Path SCRIPT = Path.of("..", "docs", "reference", "verify_folder.py");

  @TempDir private Path folder;

  private final Map<String, Report> own = new HashMap<>();

  /** Writes an archive with its trust file, and keeps what this verifier says of it. */
  private void put(String name, Town town) throws IOException {
    Observer observer = new Observer(town);
    Path place = folder.resolve(name);
    Shelves.write(observer.files, place.resolve("archive"));
    Files.writeString(place.resolve("trust.json"), observer.trust.toString());
    own.put(
        name,
        new Verification(
                TrustFile.parse(Bytes.ofUtf8(observer.trust.toString())).orThrow(),
                false,
                Progress.NONE)
            .verify(Archive.open(place.resolve("archive")).orThrow(), Optional.empty()));
  }

  private void putSmall() throws IOException {
    put("lamps", new SmallAsking("agreed").whole().town);
    Town ideas = new SmallAsking("agreed").whole().town;
    ideas.trustedScope = "ideas";
    put("ideas", ideas);
  }

  @Test
  void someOfThem() throws Exception {
    putSmall();
    putAttacks(16);
    agree();
  }

  @Test
  @Tag("long")
  void allOfThem() throws Exception {
    putSmall();
    put("half-a-year", HalfYear.once().town);
    putAttacks(1);
    agree();
  }

  private void putAttacks(int every) throws IOException {
    List<Attack> attacks = ConsultationAttackTest.all().toList();
    for (int i = 0; i < attacks.size(); i += every) {
      put("attack-" + i, attacks.get(i).town().get());
    }
  }

  private void agree() throws Exception {
    run();
    JsonNode verdicts = new ObjectMapper().readTree(folder.resolve("verdicts.json").toFile());
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : verdicts.properties()) {
      Report report = own.get(each.getKey());
      String mine =
          report.verdict().text() + " " + report.firstFailure().map(Finding::id).orElse("");
      String other =
          each.getValue().get("verdict").textValue()
              + " "
              + each.getValue().get("firstFailing").textValue();
      JsonNode found = JsonReport.of(report).get("consultation");
      if (!mine.equals(other)) {
        differences.add(
            each.getKey()
                + ": "
                + mine
                + " "
                + report.firstFailure().map(Finding::evidence).orElse("")
                + "; the second verifier: "
                + other
                + " "
                + each.getValue().get("evidence").textValue());
      } else if (mine.startsWith("valid")
          && !found.toString().equals(each.getValue().get("consultation").toString())) {
        differences.add(
            each.getKey() + ": " + found + " and " + each.getValue().get("consultation"));
      }
    }
    assertEquals("", String.join("\n", differences));
    assertEquals(own.size(), verdicts.size());
  }

  private void run() throws IOException, InterruptedException {
    Path log = folder.resolve("second.log");
    Process python;
    try {
      python =
          new ProcessBuilder("python3", SCRIPT.toString(), folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException absent) {
      assumeTrue(false, "there is no python3");
      return;
    }
    assertTrue(python.waitFor(40, TimeUnit.MINUTES), "the second verifier takes too long");
    assertEquals(0, python.exitValue(), Files.readString(log));
  }
}
