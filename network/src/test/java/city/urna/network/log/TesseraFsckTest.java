package city.urna.network.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.protocol.log.NoteKey;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tessera's {@code fsck}, a program by other people that knows nothing of us, rebuilds the
 * published log from its entries and accepts every tile, the root and the log's signature (C2SP
 * tlog-tiles, tlog-checkpoint). Skipped by name where Go is not there, or cannot fetch the program.
 */
class TesseraFsckTest {
  private static final String PROGRAM = "github.com/transparency-dev/tessera/cmd/fsck@v1.0.4";

  /** More than two full tiles. */
  private static final int ITEMS = 600;

  @TempDir private Path folder;

  @Test
  void acceptsThePublishedLogAndNoChangedTile() throws Exception {
    Path program = program();
    SmallCity city = new SmallCity(41, 0);
    Path archive = folder.resolve("archive");
    try (EmbeddedLedger ledger =
        EmbeddedLedger.open(
            folder.resolve("node.db"), city.parties.orderer, new Contract(new Elections()))) {
      record(ledger, city.genesis);
      record(ledger, city.processRecord);
      Item first = city.items.getFirst().body(Item.parser()).orThrow();
      for (int i = 0; i < ITEMS; i++) {
        record(ledger, city.item(first.toBuilder().setId("item-" + i).build()));
      }
      long size = ledger.log().size();
      SignedNote checkpoint = city.checkpoint(size, ledger.log().root(size));
      ledger.log().keep(checkpoint);
      ArchiveWriter.write(ledger.log(), BlockFiles.headers(ledger.log()), checkpoint, archive);
    }
    String key =
        NoteKey.of(
                city.parties.genesis().getOrigin(), NoteKey.Type.LOG, city.parties.log.publicKey())
            .orThrow()
            .text();
    Path keyFile = Files.writeString(folder.resolve("key"), key);
    Run sound = fsck(program, archive, keyFile);
    assertEquals(0, sound.status, sound.text);
    assertTrue(sound.text.contains("fsck'd log with size " + (ITEMS + 2)), sound.text);

    Path tile = archive.resolve("tile/1/000.p/2");
    byte[] changed = Files.readAllBytes(tile);
    changed[3] ^= 1;
    Files.write(tile, changed);
    Run broken = fsck(program, archive, keyFile); // which ends with 0 all the same
    assertTrue(broken.text.contains("fsck failed"), broken.text);
    assertFalse(sound.text.contains("fsck failed"), sound.text);
  }

  private static void record(EmbeddedLedger ledger, SignedRecord record) {
    Outcome.Decided decided =
        assertInstanceOf(Outcome.Decided.class, ledger.submit(Command.of(record.bytes())).join());
    assertInstanceOf(RecordOutcome.Recorded.class, decided.records().getFirst());
  }

  private record Run(int status, String text) {}

  private Run fsck(Path program, Path archive, Path key) throws Exception {
    return run(
        List.of(
            program.toString(),
            "--storage_url=" + archive.toUri(),
            "--public_key=" + key,
            "--ui=false"),
        folder);
  }

  /** The program, built by Go once for this checkout. */
  private static Path program() throws Exception {
    Path binaries = Path.of("target", "go").toAbsolutePath();
    Path program = binaries.resolve("fsck");
    if (!Files.isExecutable(program)) {
      Files.createDirectories(binaries);
      Run built;
      try {
        built = run(List.of("go", "install", PROGRAM), binaries);
      } catch (IOException absent) {
        assumeTrue(false, "there is no go");
        throw absent;
      }
      assumeTrue(built.status == 0, "go cannot install fsck: " + built.text);
    }
    return program;
  }

  private static Run run(List<String> command, Path folder) throws Exception {
    Path log = folder.resolve("fsck.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GOBIN", folder.toString());
    Process process = builder.redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), command + " takes too long");
    return new Run(process.exitValue(), Files.readString(log));
  }
}
