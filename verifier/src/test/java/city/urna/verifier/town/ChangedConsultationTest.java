package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A consultation's archive with one byte changed anywhere, or a content or list taken away, is
 * never valid, whether the manifest is made to fit or not.
 */
class ChangedConsultationTest {
  private static final long SEED = 20_261_126;

  private static Map<String, byte[]> files;
  private static Trust trust;

  @TempDir private Path directory;

  @BeforeAll
  static void ask() {
    Observer observer = new Observer(new SmallAsking("changed").whole().town);
    files = new TreeMap<>(observer.files);
    trust = TrustFile.parse(Bytes.ofUtf8(observer.trust.toString())).orThrow();
  }

  private Verdict verdict() {
    return switch (Archive.open(directory)) {
      case Parsed.Malformed<Archive> refused -> Verdict.UNREADABLE;
      case Parsed.Ok<Archive>(Archive archive) ->
          new Verification(trust, false, Progress.NONE).verify(archive, Optional.empty()).verdict();
    };
  }

  private void write(String name, byte[] content) {
    try {
      Files.write(directory.resolve(name), content);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void aFewBytes() {
    bytes(30);
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
      boolean fitted = i % 2 == 1 && !name.equals("manifest.json");
      write("manifest.json", fitted ? fitted(name, changed) : files.get("manifest.json"));
      write(name, changed);
      assertRefused(name + " byte " + place + " ^ " + by + (fitted ? ", manifest fitted" : ""));
      write(name, files.get(name));
      write("manifest.json", files.get("manifest.json"));
    }
    assertEquals(Verdict.VALID, verdict());
  }

  private static byte[] fitted(String name, byte[] content) {
    Map<String, byte[]> now = new TreeMap<>(files);
    now.put(name, content);
    return Shelves.manifest(now);
  }

  private void assertRefused(String what) {
    Verdict verdict = verdict();
    assertTrue(verdict == Verdict.INVALID || verdict == Verdict.UNREADABLE, what + ": " + verdict);
  }

  @Test
  void contentsAndListsTakenAway() throws IOException {
    Shelves.write(files, directory);
    for (String name : files.keySet()) {
      if (name.startsWith("contents/") || name.startsWith("acts/")) {
        Map<String, byte[]> now = new TreeMap<>(files);
        now.remove(name);
        Files.delete(directory.resolve(name));
        write("manifest.json", Shelves.manifest(now));
        assertRefused(name + " taken away");
        write(name, files.get(name));
        write("manifest.json", files.get("manifest.json"));
      }
    }
    assertEquals(Verdict.VALID, verdict());
  }
}
