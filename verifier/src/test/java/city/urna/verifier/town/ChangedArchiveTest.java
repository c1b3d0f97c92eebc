package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.town.Casting.Cast;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive of twelve ballots is valid; with one byte changed anywhere, or a file removed,
 * doubled, swapped, emptied or extended, it never is, whether the manifest is made to fit or not.
 */
class ChangedArchiveTest {
  private static final long SEED = 20_261_125;

  private static Map<String, byte[]> files;
  private static Trust trust;

  @TempDir private Path directory;

  @BeforeAll
  static void play() {
    Play play = new Play("twelve").open().issue();
    for (int voter = 0; voter < 3; voter++) {
      byte[] replaces = Ink.ZERO_32;
      for (int again = 0; again < 4; again++) {
        Cast cast = play.vote(voter, replaces);
        replaces = cast.tracker();
      }
    }
    Observer observer = Observer.of(play.end());
    files = new TreeMap<>(observer.files);
    trust = TrustFile.parse(Bytes.ofUtf8(observer.trust.toString())).orThrow();
  }

  private Verdict verdict() {
    return switch (Archive.open(directory)) {
      case Parsed.Malformed<Archive> refused -> Verdict.UNREADABLE;
      case Parsed.Ok<Archive>(Archive archive) -> {
        Report report =
            new Verification(trust, false, Progress.NONE).verify(archive, Optional.empty());
        yield report.verdict();
      }
    };
  }

  private void write(String name, byte[] content) {
    try {
      Files.write(directory.resolve(name), content);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @Test
  void twelveBallotsAreValid() {
    Shelves.write(files, directory);
    assertEquals(Verdict.VALID, verdict());
  }

  @Test
  void aFewBytes() {
    bytes(60);
  }

  @Test
  @Tag("long")
  void twoThousandBytes() {
    bytes(2_000);
  }

  /** Every second change comes with a manifest that fits it. */
  private void bytes(int changes) {
    Shelves.write(files, directory);
    Random random = new Random(SEED);
    List<String> names = new ArrayList<>(files.keySet());
    for (int i = 0; i < changes; i++) {
      String name = names.get(random.nextInt(names.size()));
      byte[] changed = files.get(name).clone();
      int place = random.nextInt(changed.length);
      int by = 1 + random.nextInt(255);
      changed[place] ^= (byte) by;
      Map<String, byte[]> now = new TreeMap<>(files);
      now.put(name, changed);
      boolean fitted = i % 2 == 1 && !name.equals("manifest.json");
      byte[] manifest = fitted ? Shelves.manifest(now) : now.get("manifest.json");
      write("manifest.json", manifest);
      write(name, changed);
      assertRefused(name + " byte " + place + " ^ " + by + (fitted ? ", manifest fitted" : ""));
      write(name, files.get(name));
      write("manifest.json", files.get("manifest.json"));
    }
    assertEquals(Verdict.VALID, verdict());
  }

  private void assertRefused(String what) {
    Verdict verdict = verdict();
    assertNotEquals(Verdict.VALID, verdict, what);
    assertNotEquals(Verdict.VALID_WITH_RESERVATIONS, verdict, what);
  }

  @Test
  void wholeFiles() throws IOException {
    Shelves.write(files, directory);
    Map<String, UnaryOperator<byte[]>> changes =
        Map.of(
            "doubled", content -> Ink.join(content, content),
            "emptied", content -> new byte[0],
            "extended", content -> Ink.join(content, new byte[1]),
            "cut", content -> java.util.Arrays.copyOf(content, content.length - 1),
            "swapped", ChangedArchiveTest::swapped);
    for (String name : files.keySet()) {
      for (Map.Entry<String, UnaryOperator<byte[]>> change : changes.entrySet()) {
        byte[] changed = change.getValue().apply(files.get(name));
        write(name, changed);
        assertRefused(name + " " + change.getKey());
        if (!name.equals("manifest.json")) {
          Map<String, byte[]> now = new TreeMap<>(files);
          now.put(name, changed);
          write("manifest.json", Shelves.manifest(now));
          assertRefused(name + " " + change.getKey() + ", manifest fitted");
        }
        write(name, files.get(name));
        write("manifest.json", files.get("manifest.json"));
      }
      Files.delete(directory.resolve(name));
      assertRefused(name + " removed");
      if (!name.equals("manifest.json")) {
        Map<String, byte[]> now = new TreeMap<>(files);
        now.remove(name);
        write("manifest.json", Shelves.manifest(now));
        assertRefused(name + " removed, manifest fitted");
      }
      write(name, files.get(name));
      write("manifest.json", files.get("manifest.json"));
    }
    assertEquals(Verdict.VALID, verdict());
  }

  private static byte[] swapped(byte[] content) {
    int half = content.length / 2;
    return Ink.join(
        java.util.Arrays.copyOfRange(content, half, content.length),
        java.util.Arrays.copyOf(content, half));
  }

  @Test
  void directoriesWithoutAFile() throws IOException {
    Shelves.write(files, directory);
    Files.createDirectories(directory.resolve("tile/2"));
    assertEquals(Verdict.INVALID, verdict());
  }
}
