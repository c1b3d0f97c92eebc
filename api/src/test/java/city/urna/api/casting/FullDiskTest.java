package city.urna.api.casting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.chaincode.example.Parties;
import city.urna.protocol.ballot.SignedBallot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk is a refusal: what was stored before comes to the ledger, and nothing else does. */
class FullDiskTest {
  /** Small enough for a few ballots in the spool's log, large enough for the files that are. */
  private static final int SPOOL_BYTES = 40_000;

  private static final int LEDGER_BYTES = 100_000;

  @TempDir private Path folder;
  private final List<SignedBallot> ballots =
      IntStream.range(0, 16).mapToObj(Office::ballot).toList();

  @Test
  void aSpoolThatCannotGrowAcknowledgesNothing() throws Exception {
    List<String> said = run(SPOOL_BYTES, false);
    assertTrue(said.contains("0 stored") && said.contains("14 refused"), said::toString);
    assertTrue(said.contains("15 stored"), () -> "there is room again: " + said);
    onlyTheStoredOnesComeToTheLedger(said);
  }

  @Test
  void aLedgerThatCannotGrowStopsAndWhatWasStoredComesAfterwards() throws Exception {
    List<String> said = run(LEDGER_BYTES, true);
    assertTrue(said.contains("0 stored") && said.contains("ledger shut"), said::toString);
    onlyTheStoredOnesComeToTheLedger(said);
  }

  private void onlyTheStoredOnesComeToTheLedger(List<String> said) throws Exception {
    try (Office after = Office.wellBehaved(folder)) {
      after.gateway.drain(Parties.PROCESS, Parties.SCOPE);
      for (int i = 0; i < ballots.size(); i++) {
        boolean stored = said.contains(i + " stored");
        assertTrue(stored || said.contains(i + " refused"), said::toString);
        assertEquals(stored, after.isRecorded(ballots.get(i)), "ballot " + i);
      }
    }
  }

  private List<String> run(int bytes, boolean answers) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit (util-linux) is not here");
    try (Office before = Office.wellBehaved(folder)) {
      assertEquals(0, before.ledger.log().ballots(Parties.PROCESS, Parties.SCOPE));
    }
    for (int i = 0; i < ballots.size(); i++) {
      Files.write(folder.resolve("ballot-" + i), ballots.get(i).record().bytes().toArray());
    }
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                folder.toString(),
                Integer.toString(bytes),
                Boolean.toString(answers))
            .redirectError(folder.resolve("child.log").toFile())
            .start();
    List<String> lines = new ArrayList<>();
    try (var output = child.inputReader()) {
      output.lines().forEach(lines::add);
    }
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, child.exitValue(), Files.readString(folder.resolve("child.log")));
    return lines;
  }
}
