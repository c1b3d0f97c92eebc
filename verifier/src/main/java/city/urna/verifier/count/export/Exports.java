package city.urna.verifier.count.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a counted file as a folder of exports (spec exports §9), all of it or nothing. */
public final class Exports {
  /** Ballots are written one by one where a format has no way to say "so many alike". */
  private static final long MOST_BALLOTS = 5_000_000;

  private Exports() {}

  /**
   * What lies in the folder.
   *
   * @param files their names, in order of writing
   * @param leftOut formats that cannot say what the ballots say, each with the reason
   */
  public record Written(List<String> files, List<String> leftOut) {
    public Written {
      files = List.copyOf(files);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Writes every export that these ballots have.
   *
   * @param countJson the count itself, as {@code --json} gives it
   * @param folder a new or empty folder
   * @throws IOException if the folder holds something or cannot be written; then it is unchanged
   */
  public static Written write(CountedFile counted, String countJson, Path folder)
      throws IOException {
    if (Files.exists(folder) && !isEmptyFolder(folder)) {
      throw new IOException("it is there already and not an empty folder");
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Map<String, Export> exports = new LinkedHashMap<>();
    exports.put("count.json", new Export.Text(countJson));
    exports.put("results.csv", ResultsCsv.of(counted));
    exports.put("election-report.json", ElectionReport.of(counted, now));
    exports.put("chart.svg", Charts.of(counted));
    if (counted.election().ballots().size() <= MOST_BALLOTS) {
      exports.put("ballots.pb", PabulibText.of(counted));
      exports.put("ballots.blt", BltText.of(counted));
      exports.put("cast-vote-records.json", CastVoteRecords.of(counted, now));
      exports.put("ballots.csv", BallotsCsv.of(counted));
    }
    Path absolute = folder.toAbsolutePath();
    Path part = absolute.resolveSibling(".urna-export-" + ProcessHandle.current().pid() + ".part");
    Files.createDirectory(part);
    try {
      List<String> files = new ArrayList<>();
      List<String> leftOut = new ArrayList<>();
      for (Map.Entry<String, Export> export : exports.entrySet()) {
        switch (export.getValue()) {
          case Export.LeftOut(String why) -> leftOut.add(export.getKey() + ": " + why);
          case Export.Text(String content) -> {
            Files.writeString(part.resolve(export.getKey()), content, StandardCharsets.UTF_8);
            files.add(export.getKey());
          }
        }
      }
      if (counted.election().ballots().size() > MOST_BALLOTS) {
        leftOut.add("the ballots: there are more than " + MOST_BALLOTS);
      }
      Files.deleteIfExists(absolute);
      Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
      return new Written(files, leftOut);
    } catch (IOException failed) {
      clear(part);
      throw failed;
    }
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void clear(Path part) throws IOException {
    if (!Files.exists(part)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(part)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(part);
  }
}
