package city.urna.verifier.siblings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two verifiers that share no line, over one golden archive and its wrong siblings ({@code
 * docs/reference/make_siblings.py}): they agree on the verdict and on the first failing check, and
 * accept none of them.
 */
class SiblingsTest {
  /** How many a whole run has at least. */
  private static final int SIBLINGS = 300;

  @TempDir private Path folder;

  @Test
  void everySixteenth() throws Exception {
    agree("16", SIBLINGS / 16);
  }

  @Test
  @Tag("long")
  void every() throws Exception {
    agree("1", SIBLINGS);
  }

  private void agree(String every, int least) throws Exception {
    Path made = folder.resolve("siblings");
    Reference.run("make_siblings.py", made.toString(), "--every", every);
    Trust trust =
        TrustFile.parse(Bytes.of(Files.readAllBytes(made.resolve("trust.json")))).orThrow();
    JsonNode verdicts = new ObjectMapper().readTree(made.resolve("verdicts.json").toFile());
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : verdicts.properties()) {
      String own = Reference.judge(made.resolve(each.getKey()), trust);
      String other =
          (each.getValue().get("verdict").asText()
                  + " "
                  + each.getValue().get("firstFailing").asText())
              .strip();
      if (!(own + " ").startsWith(other + " ")
          || other.startsWith("valid") != each.getKey().equals("golden")) {
        differences.add(
            each.getKey()
                + " ("
                + each.getValue().get("what").asText()
                + "): "
                + own
                + "; the second verifier: "
                + other
                + " "
                + each.getValue().get("evidence").asText());
      }
    }
    assertEquals("", String.join("\n", differences));
    assertTrue(verdicts.size() > least, "only " + verdicts.size() + " archives");
  }
}
