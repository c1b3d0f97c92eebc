package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.chain.ChainMaker;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Status;
import city.urna.verifier.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The town's vote on Fabric, in order. */
class FabricVerdictTest {
  private static FabricTown fabric;

  @TempDir private Path directory;

  @BeforeAll
  static void play() {
    fabric = new FabricTown("fabric");
  }

  @Test
  void wholeElection() {
    ChainMaker chain = fabric.chain();
    Report report = fabric.verify(fabric.files(chain.sealed()), directory);

    assertEquals(Verdict.VALID, report.verdict(), () -> report.findings().toString());
    List<String> ids =
        report.findings().stream().map(Finding::id).filter(id -> id.startsWith("V2.")).toList();
    assertEquals(
        List.of(
            "V2.1", "V2.5", "V2.6", "V2.7", "V2.8", "V2.9", "V2.10", "V2.11", "V2.12", "V2.13",
            "V2.14", "V2.15", "V2.16"),
        ids);
    assertEquals(2L * chain.plans.size(), finding(report, "V2.5").count());
    assertEquals(6L * (chain.plans.size() - 1), finding(report, "V2.9").count());
    assertEquals(1, finding(report, "V2.10").count());
    assertEquals(fabric.play.town.lines.size(), finding(report, "V2.16").count());
    assertTrue(report.findings().stream().noneMatch(f -> f.status() == Status.RESERVED));
  }

  private static Finding finding(Report report, String id) {
    return report.findings().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }
}
