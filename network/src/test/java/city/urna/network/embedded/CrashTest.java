package city.urna.network.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.network.Block;
import city.urna.network.log.LedgerTables;
import city.urna.network.log.LogStore;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.log.MerkleTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger killed at any moment keeps all that it has told, and nothing by halves. */
class CrashTest {
  private static final int KILLS = 10;
  private static final long SEED = 20260101;

  @TempDir Path folder;

  @Test
  void whatWasToldIsThereAfterEveryKill() throws IOException, InterruptedException {
    Random random = new Random(SEED);
    Path file = folder.resolve("ledger.db");
    int told = 0;
    try (Follower copy = Follower.open(folder.resolve("copy.db"), new Contract(new Elections()))) {
      for (int kill = 0; kill < KILLS; kill++) {
        List<String> lines = runAndKill(file, 1_000_000 * kill, random.nextInt(200));
        told += lines.size();
        check(file, copy, lines);
      }
      assertTrue(told > KILLS, "the ledger had no time to record anything");
      assertTrue(copy.log().size() >= told);
    }
  }

  /** What a ledger says before it is killed, some time after it has said so much. */
  private List<String> runAndKill(Path file, int first, int enough)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                CrashingLedger.class.getName(),
                file.toString(),
                Integer.toString(first))
            .redirectError(folder.resolve("child.log").toFile())
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = child.inputReader()) {
      String line = output.readLine();
      while (line != null) {
        if (line.length() > 64) {
          lines.add(line);
        }
        if (lines.size() >= enough) {
          child.toHandle().destroyForcibly(); // leaves what it has said to be read
        }
        line = output.readLine();
      }
    }
    assertEquals(137, child.waitFor(), "killed, and not ended by itself");
    return lines;
  }

  private static void check(Path file, Follower copy, List<String> lines) {
    try (Store store = Store.open(file, LedgerTables.SCHEMA)) {
      LogStore log = LogStore.of(store);
      for (Block block : log.blocks(copy.log().height(), Integer.MAX_VALUE)) {
        long size = copy.log().size() + block.records().size();
        assertEquals(new Follower.Outcome.Appended(size), copy.apply(block));
      }
      assertEquals(copy.log().size(), log.size());
      assertEquals(copy.log().root(log.size()), log.root(log.size()));
      MerkleTree tree = new MerkleTree();
      for (long i = 0; i < log.size(); i++) {
        tree.append(log.entry(i).orElseThrow().encode());
      }
      assertEquals(tree.root(), log.root(log.size()));
      for (String line : lines) {
        String[] parts = line.split(" ", 2);
        assertEquals(
            Long.parseLong(parts[1]),
            log.find(Digest.fromHex(parts[0]).orThrow()).orElseThrow().position());
      }
    }
  }
}
