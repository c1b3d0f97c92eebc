package city.urna.network.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.network.Block;
import city.urna.network.log.ArchiveWriter;
import city.urna.network.log.BlockFiles;
import city.urna.network.log.ClosedSetReplay;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An election that the Python reference played, and that nothing of ours had a hand in: this copy
 * accepts all of it and comes to the same root, the same closed set and the same archive.
 */
class ReferenceCityTest {
  private static final Path ROOT = Path.of(System.getProperty("urna.root", "."));

  @TempDir Path folder;

  /** One header of an archive. */
  private record Header(long number, int count, Digest previous, Bytes signature) {}

  @Test
  void theReferencesElectionIsFollowedToTheEnd() throws IOException, InterruptedException {
    Path archive = played().resolve("archive");
    List<Bytes> records = records(archive);
    try (Follower follower =
        Follower.open(folder.resolve("copy.db"), new Contract(new Elections()))) {
      int at = 0;
      for (Header header : headers(archive)) {
        List<Bytes> own = records.subList(at, at + header.count());
        at += own.size();
        Block block = new Block(header.number(), header.previous(), own, header.signature());
        assertEquals(new Follower.Outcome.Appended(at), follower.apply(block));
      }
      assertEquals(records.size(), at);
      follower.log().keep(checkpoint(archive));
      assertEquals(
          List.of(closedSet(follower), closedSet(follower), closedSet(follower)),
          records.stream()
              .map(bytes -> SignedRecord.parse(bytes).orThrow())
              .filter(record -> record.kind() == Kind.CLOSED_SET)
              .map(SignedRecord::body)
              .toList());
      Path again = folder.resolve("again");
      ArchiveWriter.write(
          follower.log(), BlockFiles.headers(follower.log()), checkpoint(archive), again);
      assertEquals(contents(archive), contents(again));
    }
  }

  private static Bytes closedSet(Follower follower) {
    return Bytes.of(
        ClosedSetReplay.compute(
                follower.log(), follower.state(), new Elections(), "city-2026", "council")
            .orElseThrow()
            .toByteString());
  }

  /** Has the reference play its example; without Python this test is skipped. */
  private Path played() throws IOException, InterruptedException {
    Path script = ROOT.resolve("docs/reference/make_archive.py");
    assumeTrue(Files.exists(script), "there is no reference in this copy");
    Process python;
    try {
      python =
          new ProcessBuilder("python3", script.toString(), folder.resolve("reference").toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("reference.log").toFile())
              .start();
    } catch (IOException noPython) {
      assumeTrue(false, "there is no python3");
      throw noPython;
    }
    assertTrue(python.waitFor(5, TimeUnit.MINUTES), "the reference takes too long");
    assertEquals(0, python.exitValue(), Files.readString(folder.resolve("reference.log")));
    return folder.resolve("reference");
  }

  private static SignedNote checkpoint(Path archive) throws IOException {
    return SignedNote.parse(Bytes.of(Files.readAllBytes(archive.resolve("checkpoint")))).orThrow();
  }

  private static List<Header> headers(Path archive) throws IOException {
    return Wire.read(
            Bytes.of(Files.readAllBytes(archive.resolve("headers"))),
            reader -> {
              List<Header> headers = new ArrayList<>();
              while (!reader.end()) {
                long number = reader.u64();
                int count = (int) reader.u32();
                Digest previous = reader.digest();
                Bytes afterData = reader.take(32 + 64);
                headers.add(new Header(number, count, previous, afterData.slice(32, 96)));
              }
              return headers;
            })
        .orThrow();
  }

  /** The records of an archive that has one bundle only. */
  private static List<Bytes> records(Path archive) throws IOException {
    Path bundle;
    try (var files = Files.walk(archive.resolve("records"))) {
      bundle = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    return Wire.read(
            Bytes.of(Files.readAllBytes(bundle)),
            reader -> {
              List<Bytes> records = new ArrayList<>();
              while (!reader.end()) {
                records.add(reader.take(reader.u32()));
              }
              return records;
            })
        .orThrow();
  }

  /** Every file's name and content. */
  private static List<String> contents(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      List<String> contents = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Digest hash = Digest.sha256(Bytes.of(Files.readAllBytes(file)));
        contents.add(folder.relativize(file) + " " + hash.hex());
      }
      return contents;
    }
  }
}
