package city.urna.verifier.block.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.block.fabric.JudgedBlocks.Line;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Status;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recomputation against the flags of real peers (resource {@code fabric/network.blocks.gz}).
 */
class PeersAgreeTest {
  private static final int BLOCKS = 215;

  @TempDir private static Path directory;
  private static JudgedBlocks judged;

  @BeforeAll
  static void unpack() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("blocks/observermsp"));
    try (DataInputStream in =
        new DataInputStream(
            new GZIPInputStream(
                PeersAgreeTest.class.getResourceAsStream("/fabric/network.blocks.gz")))) {
      for (int i = 0; i < BLOCKS; i++) {
        Files.write(folder.resolve(String.format("%03d", i)), in.readNBytes(in.readInt()));
      }
      assertEquals(-1, in.read());
    }
    judged = JudgedBlocks.open(directory, "urna", "probe");
  }

  @Test
  void everyFlagIsRecomputed() {
    List<Line> lines = judged.lines();
    List<Line> others = lines.stream().filter(line -> !line.agrees()).toList();
    assertEquals(1, others.size(), others::toString);
    assertEquals(37, others.getFirst().block());
    assertFalse(others.getFirst().own().equals("VALID"));
    assertFalse(others.getFirst().peer().equals("VALID"));

    Map<String, Long> codes =
        lines.stream()
            .collect(Collectors.groupingBy(Line::own, TreeMap::new, Collectors.counting()));
    assertEquals(12, codes.size(), codes::toString);
    assertTrue(codes.get("VALID") > 25, codes::toString);
    assertTrue(codes.get("ENDORSEMENT_POLICY_FAILURE") > 90, codes::toString);
    assertTrue(codes.get("INVALID_ENDORSER_TRANSACTION") > 60, codes::toString);
  }

  /** All but what one organization's copy of another contract cannot have. */
  @Test
  void hashesSignaturesAndConfigurationsHold() {
    for (Finding finding : judged.findings()) {
      switch (finding.id()) {
        case "V2.5", "V2.6", "V2.16" -> assertEquals(Status.FAILED, finding.status());
        case "V2.14" -> assertEquals(Status.RESERVED, finding.status(), finding::toString);
        default -> assertEquals(Status.PASSED, finding.status(), finding::toString);
      }
      if (finding.id().equals("V2.10")) {
        assertEquals(2, finding.count());
      }
      if (finding.id().equals("V2.9")) {
        assertTrue(finding.count() >= 3L * (BLOCKS - 1), finding::toString);
      }
    }
  }
}
