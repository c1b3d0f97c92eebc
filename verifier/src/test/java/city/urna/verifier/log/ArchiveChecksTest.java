package city.urna.verifier.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.block.BlockChecks;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** V1.* and V2.* on whole archives and their mutated copies. */
class ArchiveChecksTest {
  private static final int SIZE = 300;

  @TempDir private Path temporary;
  private SmallArchive small;
  private int written;

  @BeforeEach
  void make() {
    small = new SmallArchive(SIZE, 51);
  }

  private List<Finding> check(Map<String, Bytes> files) throws IOException {
    return check(files, Optional.empty());
  }

  private List<Finding> check(Map<String, Bytes> files, Optional<Bytes> since) throws IOException {
    Path directory = SmallArchive.write(files, temporary.resolve("archive-" + written++));
    return checkDirectory(directory, since);
  }

  private List<Finding> checkDirectory(Path directory, Optional<Bytes> since) {
    Archive archive = Archive.open(directory).orThrow();
    List<Finding> findings = new ArrayList<>(new LogChecks(archive, small.trust(), since).run());
    findings.addAll(new BlockChecks(archive, small.genesis(), small.ordererKey()).run());
    return findings;
  }

  private static List<String> failed(List<Finding> findings) {
    return findings.stream().filter(f -> f.status() == Status.FAILED).map(Finding::id).toList();
  }

  /** Changes files and gives the failing checks, the manifest being made anew. */
  private List<String> failing(Consumer<Map<String, Bytes>> change) throws IOException {
    Map<String, Bytes> files = new TreeMap<>(small.files());
    change.accept(files);
    return failed(check(files));
  }

  private static Consumer<Map<String, Bytes>> flip(String name, int at) {
    return files -> {
      byte[] bytes = files.get(name).toArray();
      bytes[at < 0 ? bytes.length + at : at] ^= 1;
      files.put(name, Bytes.of(bytes));
    };
  }

  @Test
  void soundArchivesPass() throws IOException {
    for (int size : new int[] {1, 2, 255, 256, 257, 600}) {
      small = new SmallArchive(size, size);
      List<Finding> findings = check(small.files());
      assertEquals(List.of(), failed(findings), findings.toString());
      assertEquals(
          List.of("V1.1", "V1.2", "V1.3", "V1.4", "V1.5", "V2.1", "V2.2", "V2.3", "V2.4"),
          findings.stream().map(Finding::id).toList());
      assertEquals(Status.NOT_APPLICABLE, findings.get(4).status());
    }
  }

  /** Beyond 65,536 entries there is a third level of tiles. */
  @Test
  @Tag("long")
  void aLogOfThreeLevelsPasses() throws IOException {
    small = new SmallArchive(66_000, 55);
    small.blockSize = 1_000;
    Map<String, Bytes> files = small.files();
    assertTrue(files.containsKey("tile/2/000.p/1"));
    assertEquals(List.of(), failed(check(files, Optional.of(small.checkpoint(65_537)))));
    flip("tile/2/000.p/1", 3).accept(files);
    assertEquals(List.of("V1.3"), failed(check(files)));
  }

  @Test
  void theManifestIsExact() throws IOException {
    Map<String, Bytes> files = new TreeMap<>(small.files());
    Bytes manifest = SmallArchive.manifest(files);
    String text = new String(manifest.toArray(), StandardCharsets.UTF_8);
    List<String> others =
        List.of(
            text.replace(",\"name\"", ", \"name\""),
            text.substring(0, text.length() - 1),
            text + "\n",
            text.replaceFirst("\"length\":", "\"length\":1"),
            text.replaceFirst("\"sha256\":\"(..)", "\"sha256\":\"00"),
            text.replaceFirst("\\{\"length[^}]*},", ""),
            text.replace(
                "],\"format\"",
                ",{\"length\":1,\"name\":\"x\",\"sha256\":\"" + "0".repeat(64) + "\"}],\"format\""),
            text.replace("\"checkpoint\"", "\"../checkpoint\""));
    for (String other : others) {
      assertTrue(!other.equals(text));
      files.put("manifest.json", Bytes.ofUtf8(other));
      assertEquals(List.of("V1.1"), failed(check(files)), other.substring(0, 100));
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertEquals(List.of("V1.1"), failing(f -> f.put("readme", Bytes.EMPTY)));
    assertEquals(List.of("V1.3"), failing(f -> f.put("tile/0/002.p/1", Bytes.ZERO_32)));
    assertEquals(List.of("V1.3"), failing(f -> f.put("tile/0/001.p/43", Bytes.ZERO_32)));
    assertEquals(List.of("V1.4"), failing(f -> f.put("records/009", Bytes.EMPTY)));
    assertEquals(List.of("V1.3"), failing(f -> f.remove("tile/1/000.p/1")));
    Map<String, Bytes> unlisted = new TreeMap<>(small.files());
    unlisted.put("manifest.json", SmallArchive.manifest(unlisted));
    unlisted.put("checkpoint-2", Bytes.EMPTY);
    assertEquals(List.of("V1.1"), failed(check(unlisted)));
  }

  @Test
  void linksAndBadNamesAreRefused() throws IOException {
    Path directory = SmallArchive.write(small.files(), temporary.resolve("links"));
    Path outside = Files.writeString(temporary.resolve("outside"), "x");
    Files.createSymbolicLink(directory.resolve("extra"), outside);
    assertEquals(List.of("V1.1"), failed(checkDirectory(directory, Optional.empty())));
    Files.delete(directory.resolve("extra"));
    assertEquals(List.of(), failed(checkDirectory(directory, Optional.empty())));
    Files.write(directory.resolve("Upper"), new byte[0]);
    assertEquals(List.of("V1.1"), failed(checkDirectory(directory, Optional.empty())));
    Files.delete(directory.resolve("Upper"));
    Path checkpoint = directory.resolve("checkpoint");
    Files.move(checkpoint, temporary.resolve("moved"));
    Files.createSymbolicLink(checkpoint, temporary.resolve("moved"));
    assertEquals(
        List.of("V1.1", "V1.2", "V1.3", "V1.4"),
        failed(checkDirectory(directory, Optional.empty())));
    Path link = Files.createSymbolicLink(temporary.resolve("whole"), directory);
    assertInstanceOf(Parsed.Malformed.class, Archive.open(link));
  }

  @Test
  void whatIsNoArchiveIsUnreadable() throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("none"));
    assertInstanceOf(Parsed.Malformed.class, Archive.open(directory));
    assertInstanceOf(Parsed.Malformed.class, Archive.open(temporary.resolve("absent")));
    for (String manifest :
        List.of(
            "",
            "nothing",
            "[]",
            "{}",
            "{\"files\":[],\"format\":\"urna-archive/v2\",\"ledger\":\"embedded\"}\n",
            "{\"files\":[],\"format\":\"urna-archive/v1\",\"ledger\":\"other\"}\n",
            "{\"files\":[],\"format\":\"urna-archive/v1\",\"format\":\"urna-archive/v1\",\"ledger\":\"embedded\"}\n")) {
      Files.writeString(directory.resolve("manifest.json"), manifest);
      assertInstanceOf(Parsed.Malformed.class, Archive.open(directory), manifest);
    }
    Files.write(
        directory.resolve("manifest.json"),
        "{\"files\":[],\"format\":\"urna-archive/v1\",\"ledger\":\"embedded\",\"x\":\"\u00e9\"}"
            .getBytes(StandardCharsets.ISO_8859_1));
    assertInstanceOf(Parsed.Malformed.class, Archive.open(directory), "not UTF-8");
  }

  @Test
  void everyFileIsCheckedForWhatItSays() throws IOException {
    assertEquals(List.of("V1.2"), failing(flip("checkpoint", -5)));
    assertEquals(List.of("V1.3"), failing(flip("tile/0/000", 77)));
    assertEquals(List.of("V1.3"), failing(flip("tile/1/000.p/1", 5)));
    assertEquals(List.of("V1.3", "V1.4"), failing(flip("tile/entries/001.p/44", -1)));
    assertEquals(List.of("V1.4", "V2.3"), failing(flip("records/001.p/44", -1)));
    assertEquals(List.of("V1.4", "V2.1", "V2.3"), failing(flip("records/000", 12)));
    assertEquals(List.of("V2.2", "V2.4"), failing(flip("headers", 7)));
    assertEquals(List.of("V2.4"), failing(flip("headers", 139)));
    assertEquals(List.of("V2.2", "V2.3", "V2.4"), failing(flip("headers", 140 + 44)));
    assertEquals(List.of("V1.1", "V2.2", "V2.3", "V2.4"), failing(f -> f.remove("headers")));
    assertEquals(
        List.of("V2.2"),
        failing(f -> f.put("headers", Bytes.concat(f.get("headers"), Bytes.ZERO_32))));
    assertEquals(List.of("V1.1", "V1.2", "V1.3", "V1.4"), failing(f -> f.remove("checkpoint")));
  }

  @Test
  void tooFewOrUnknownCosignersAreRefused() throws IOException {
    small.signing = List.of(1);
    assertEquals(List.of("V1.2"), failed(check(small.files())));
    small.signing = List.of(2, 0);
    assertEquals(List.of("V1.2"), failed(check(small.files())));
    small.signing = List.of(0, 0, 1);
    assertEquals(List.of("V1.2"), failed(check(small.files())));
    small.signing = List.of(0, 2);
    assertEquals(List.of(), failed(check(small.files())));
  }

  /** A log that is right in itself but holds another tracker or drops a record. */
  @Test
  void entriesMustBeWhatTheRecordsGive() throws IOException {
    small.trackers.set(9, Bytes.ZERO_32);
    assertEquals(List.of("V1.4"), failed(check(small.files())));
    small = new SmallArchive(SIZE, 51);
    small.trackers.set(10, Bytes.sha256());
    assertEquals(List.of("V1.4"), failed(check(small.files())));
    small = new SmallArchive(SIZE, 51);
    Map<String, Bytes> whole = small.files();
    small.records.remove(270);
    small.trackers.remove(270);
    Map<String, Bytes> dropped = new TreeMap<>(small.files());
    dropped.put("headers", whole.get("headers"));
    assertEquals(List.of("V2.3"), failed(check(dropped)));
    dropped.put("checkpoint", whole.get("checkpoint"));
    assertEquals("V1.3", failed(check(dropped)).getFirst());
  }

  @Test
  void theLogExtendsAnEarlierCheckpointOrForks() throws IOException {
    Map<String, Bytes> files = small.files();
    for (int size : new int[] {0, 1, 256, 299, 300}) {
      List<Finding> findings = check(files, Optional.of(small.checkpoint(size)));
      assertEquals(List.of(), failed(findings), findings.toString());
      assertEquals(Status.PASSED, findings.get(4).status());
    }
    SmallArchive fork = new SmallArchive(SIZE, 52);
    assertEquals(List.of("V1.5"), failed(check(files, Optional.of(fork.checkpoint(20)))));
    SmallArchive longer = new SmallArchive(SIZE + 1, 51);
    assertEquals(List.of("V1.5"), failed(check(files, Optional.of(longer.checkpoint(SIZE + 1)))));
    assertEquals(List.of("V1.5"), failed(check(files, Optional.of(Bytes.ofUtf8("junk\n")))));
  }

  @Test
  void aCheckpointOfAnImmenseSizeCostsNothing() throws IOException {
    TreeHead immense = new TreeHead(SmallArchive.ORIGIN, Long.MAX_VALUE, Bytes.ZERO_32);
    assertEquals(
        List.of("V1.3", "V1.4"),
        failing(f -> f.put("checkpoint", small.note(immense, List.of(0, 1)))));
  }

  /** Whatever is done to whichever file, something fails and nothing is thrown. */
  @Test
  void noMutationPasses() throws IOException {
    small = new SmallArchive(40, 53);
    Random random = new Random(54);
    Map<String, Bytes> good = small.files();
    List<String> names = new ArrayList<>(good.keySet());
    for (int i = 0; i < 80; i++) {
      Map<String, Bytes> files = new HashMap<>(good);
      String name = names.get(random.nextInt(names.size()));
      Bytes content = good.get(name);
      int at = random.nextInt(content.size());
      Bytes rest = content.slice(Math.min(content.size(), at + random.nextInt(3)), content.size());
      Bytes inserted = Bytes.of(new byte[] {(byte) random.nextInt()}).slice(0, random.nextInt(2));
      files.put(name, Bytes.concat(content.slice(0, at), inserted, rest));
      if (!files.get(name).equals(content)) {
        assertTrue(!failed(check(files)).isEmpty(), name + " at " + at);
      }
    }
  }
}
