package city.urna.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Inputs that are kept: what was once found, one file each, by target; and what a long run learned,
 * one base64 line each, by group. Both are part of every run, of the tests as of the fuzzer.
 */
final class Corpus {
  private static final Path RESOURCES =
      Path.of(System.getProperty("urna.root", ".."), "fuzz/src/test/resources");
  static final Path FINDINGS = RESOURCES.resolve("findings");
  static final Path KEPT = RESOURCES.resolve("corpus");

  /** Of a group at most so much is kept, in bytes of the file, the smallest inputs first. */
  private static final int MOST_KEPT = 40_000;

  private Corpus() {}

  /** What a run begins with: samples, findings, and what is kept. */
  static List<byte[]> beginning(String name) {
    List<byte[]> first = new ArrayList<>(Targets.named(name).samples());
    List<Group> groups =
        Targets.groups().stream().filter(group -> group.name().equals(name)).toList();
    for (Group group : groups) {
      IntStream.range(0, group.members().size())
          .forEach(
              place ->
                  findings(group.members().get(place).name())
                      .forEach(finding -> first.add(Group.chosen(place, finding))));
    }
    first.addAll(findings(name));
    first.addAll(kept(name));
    return first;
  }

  /** What a target was once found by. */
  static List<byte[]> findings(String target) {
    Path folder = FINDINGS.resolve(target);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(Corpus::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is kept of a group. */
  static List<byte[]> kept(String group) {
    Path file = KEPT.resolve(group);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream().map(Base64.getDecoder()::decode).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the smallest inputs of a folder, beside those that are kept already. */
  static void keep(String group, Path folder) throws IOException {
    Set<byte[]> inputs =
        new TreeSet<>(
            Comparator.<byte[]>comparingInt(i -> i.length).thenComparing(Arrays::compare));
    inputs.addAll(kept(group));
    try (Stream<Path> files = Files.list(folder)) {
      files.map(Corpus::read).filter(Corpus::isPlain).forEach(inputs::add);
    }
    List<String> lines = new ArrayList<>();
    int size = 0;
    for (byte[] input : inputs) {
      String line = Base64.getEncoder().encodeToString(input);
      size += line.length() + 1;
      if (size > MOST_KEPT) {
        break;
      }
      lines.add(line);
    }
    Files.createDirectories(KEPT);
    Files.write(KEPT.resolve(group), lines);
  }

  /** Without the fuzzer's baits, which name folders of the machine that it ran on. */
  private static boolean isPlain(byte[] input) {
    return !new String(input, StandardCharsets.ISO_8859_1).contains("jazzer");
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
