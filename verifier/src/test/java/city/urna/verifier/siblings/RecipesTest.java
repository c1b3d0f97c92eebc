package city.urna.verifier.siblings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Elections played by liars who hold every key, in the reference ({@code make_archive.py --wrong}):
 * this verifier refuses each by the check that its recipe names, as the second one does ({@code
 * test_wrong.py}).
 */
class RecipesTest {
  /** How many there are at least. */
  private static final int RECIPES = 80;

  @TempDir private Path folder;

  @Test
  void everyFifteenth() throws Exception {
    refusedByTheCheckNamed(15);
  }

  @Test
  @Tag("long")
  void every() throws Exception {
    refusedByTheCheckNamed(1);
  }

  private void refusedByTheCheckNamed(int every) throws IOException, InterruptedException {
    List<String> made =
        Reference.run(
            "make_archive.py",
            folder.toString(),
            "--wrong",
            "all",
            "--every",
            String.valueOf(every));
    List<String> differences = new ArrayList<>();
    for (String line : made) {
      String[] words = line.split(" ", 2);
      Path place = folder.resolve(words[0]);
      Trust trust =
          TrustFile.parse(Bytes.of(Files.readAllBytes(place.resolve("trust.json")))).orThrow();
      String own = Reference.judge(place.resolve("archive"), trust);
      if (!own.startsWith("invalid " + words[1] + " ")) {
        differences.add(line + ": " + own);
      }
    }
    assertEquals("", String.join("\n", differences));
    assertTrue(made.size() >= RECIPES / every, "only " + made);
  }
}
