package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.block.fabric.FabricChecks;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Status;
import city.urna.verifier.trust.FabricTrust;
import city.urna.verifier.trust.TrustFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Blocks with one byte changed, cut, doubled or emptied are never in order and never make the
 * program fail by itself.
 */
@Tag("slow")
class FabricChangedTest {
  private static final long SEED = 20_261_126;

  @TempDir private Path directory;
  private Map<String, byte[]> files;
  private Optional<FabricTrust> trust;

  @BeforeEach
  void write() {
    FabricTown fabric = new FabricTown("changed");
    files = new TreeMap<>(fabric.files(fabric.chain().sealed()));
    trust = TrustFile.parse(Bytes.ofUtf8(fabric.trust().toString())).orThrow().fabric();
    Shelves.write(files, directory);
  }

  private boolean inOrder() {
    List<Finding> findings = new FabricChecks(Archive.open(directory).orThrow(), trust).run();
    assertEquals(12, findings.size());
    return findings.stream().noneMatch(f -> f.status() == Status.FAILED);
  }

  private void assertRefused(String name, byte[] changed, String what) throws IOException {
    Files.write(directory.resolve(name), changed);
    assertTrue(!inOrder(), () -> name + " " + what + " passes");
    Files.write(directory.resolve(name), files.get(name));
  }

  @Test
  void aFewBytes() throws IOException {
    bytes(20);
    wholeFiles(List.of("blocks/observermsp/007"));
  }

  @Test
  @Tag("long")
  void manyBytes() throws IOException {
    bytes(3_000);
    wholeFiles(files.keySet().stream().filter(name -> name.startsWith("blocks/")).toList());
  }

  private void bytes(int changes) throws IOException {
    assertTrue(inOrder());
    Random random = new Random(SEED);
    List<String> names =
        new ArrayList<>(
            files.keySet().stream().filter(name -> name.startsWith("blocks/")).toList());
    for (int i = 0; i < changes; i++) {
      String name = names.get(random.nextInt(names.size()));
      byte[] changed = files.get(name).clone();
      int place = random.nextInt(changed.length);
      int by = 1 + random.nextInt(255);
      changed[place] ^= (byte) by;
      assertRefused(name, changed, "byte " + place + " ^ " + by);
    }
    assertTrue(inOrder());
  }

  private void wholeFiles(List<String> names) throws IOException {
    for (String name : names) {
      byte[] content = files.get(name);
      assertRefused(name, new byte[0], "emptied");
      assertRefused(name, Ink.join(content, content), "doubled");
      assertRefused(name, Ink.join(content, new byte[1]), "extended");
      assertRefused(name, Arrays.copyOf(content, content.length - 1), "cut");
      assertRefused(name, files.get("checkpoint"), "replaced");
    }
  }
}
