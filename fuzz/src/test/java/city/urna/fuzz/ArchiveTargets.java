package city.urna.fuzz;

import city.urna.fuzz.Targets.Named;
import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.export.Publication;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.town.PlayedTown;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Whole folders under every check: archives of an election and of a consultation, exports. */
final class ArchiveTargets {
  private ArchiveTargets() {}

  static List<Named> all() {
    return List.of(
        archive("archive", () -> VerifierTargets.Shared.TOWN),
        archive("archive-consultation", PlayedTown::asking),
        new Named("exports", ArchiveTargets::exports));
  }

  /** A good folder, of which one file at a time is another. */
  private record Folder(Path path, Map<String, byte[]> files) {
    static Folder of(Map<String, byte[]> files) {
      try {
        Path path = Files.createTempDirectory("folder");
        PlayedTown.write(files, path);
        return new Folder(path, files);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The files behind the bytes by which an input chooses: its place by name, then another. */
    List<byte[]> samples() {
      List<byte[]> samples = new ArrayList<>();
      int place = 0;
      for (byte[] content : files.values()) {
        samples.add(Group.chosen(place++, Group.chosen(0, content)));
      }
      return samples;
    }

    String name(byte[] input) {
      return List.copyOf(files.keySet()).get(Math.floorMod(input[0], files.size()));
    }

    void write(Map<String, byte[]> changed) throws IOException {
      for (Map.Entry<String, byte[]> file : changed.entrySet()) {
        Files.write(path.resolve(file.getKey()), file.getValue());
      }
    }
  }

  /**
   * A whole archive with one file changed: the input's first byte says which (its place by name),
   * the second whether the manifest is made to fit, the rest is the file. Only the unchanged ones
   * may be valid.
   */
  private static Named archive(String name, Supplier<PlayedTown> played) {
    return new Named(
        name,
        () -> {
          PlayedTown town = played.get();
          Folder folder = Folder.of(town.files());
          Trust trust = TrustFile.parse(Bytes.ofUtf8(town.trust())).orThrow();
          return new Target(name, folder.samples(), input -> verified(folder, trust, input));
        });
  }

  private static Optional<String> verified(Folder folder, Trust trust, byte[] input)
      throws IOException {
    if (input.length < 2) {
      return Optional.of("no file");
    }
    String name = folder.name(input);
    Map<String, byte[]> changed = new TreeMap<>();
    changed.put(name, Arrays.copyOfRange(input, 2, input.length));
    if (input[1] % 2 != 0 && !name.equals("manifest.json")) {
      Map<String, byte[]> files = new TreeMap<>(folder.files());
      files.putAll(changed);
      changed.put("manifest.json", PlayedTown.manifest(files));
    }
    Map<String, byte[]> good = new TreeMap<>(folder.files());
    good.keySet().retainAll(changed.keySet());
    folder.write(changed);
    try {
      return judged(folder.path(), trust, Arrays.equals(changed.get(name), good.get(name)));
    } finally {
      folder.write(good);
    }
  }

  private static Optional<String> judged(Path folder, Trust trust, boolean unchanged) {
    return switch (Archive.open(folder)) {
      case Parsed.Malformed<Archive> refused -> Optional.of(refused.reason());
      case Parsed.Ok<Archive>(Archive archive) -> {
        Report report =
            new Verification(trust, false, Progress.NONE).verify(archive, Optional.empty());
        if (report.verdict() == Verdict.INVALID) {
          yield Optional.of("invalid");
        }
        if (!unchanged) {
          throw new AssertionError("a changed archive is " + report.verdict());
        }
        yield Optional.empty();
      }
    };
  }

  /** The published example with one file changed, held against its record (V14). */
  private static Target exports() {
    Folder folder = Folder.of(published());
    return new Target(
        "exports",
        folder.samples(),
        input -> {
          if (input.length < 2) {
            return Optional.of("no file");
          }
          String name = folder.name(input);
          folder.write(Map.of(name, Arrays.copyOfRange(input, 2, input.length)));
          try {
            return Publication.fault(folder.path());
          } finally {
            folder.write(Map.of(name, folder.files().get(name)));
          }
        });
  }

  private static Map<String, byte[]> published() {
    try {
      return Publication.files();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
