package city.urna.verifier.count.format;

import city.urna.verifier.count.Election;
import city.urna.verifier.count.TieRule;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.RankedChoiceRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads election files of every supported kind, found by name and content. */
public final class ElectionFiles {
  private ElectionFiles() {}

  /**
   * What a reader is told beyond the file.
   *
   * @param method the method that will count, if it is known: some files can be read in several
   *     ways
   * @param contest the contest of a file that holds several
   * @param grades the scale of grades in words, best first
   */
  public record Asked(Optional<Method> method, Optional<String> contest, List<String> grades) {
    public Asked {
      grades = List.copyOf(grades);
    }

    public static final Asked NOTHING = new Asked(Optional.empty(), Optional.empty(), List.of());
  }

  /** An RCTab contest, ready to be counted. */
  public record RctabContest(Election election, RankedChoiceRules rules, TieRule tie) {}

  /** Reads one file. */
  public static Reading<Election> read(Path path, Asked asked) {
    try {
      return new Reading.Read<>(election(TextFile.read(path), asked));
    } catch (Malformed malformed) {
      return new Reading.Refused<>(malformed.refusal());
    }
  }

  /** Reads content that has a file's name. */
  public static Reading<Election> read(String name, byte[] content, Asked asked) {
    try {
      return new Reading.Read<>(election(TextFile.of(name, content), asked));
    } catch (Malformed malformed) {
      return new Reading.Refused<>(malformed.refusal());
    }
  }

  /**
   * Reads an RCTab configuration and its ballots.
   *
   * @param ballots the one file of ballots, in place of the configuration's own
   */
  public static Reading<RctabContest> readRctab(Path config, Optional<Path> ballots) {
    try {
      RctabConfig read = RctabConfig.read(TextFile.read(config));
      if (ballots.isPresent() && read.sources().size() > 1) {
        throw Malformed.in(
            config.toString(),
            "it names " + read.sources().size() + " files of ballots, and one was given.",
            "Leave the file out: the configuration's own are read.");
      }
      RctabBallots all = new RctabBallots(read);
      for (RctabConfig.Source source : read.sources()) {
        Path path = ballots.isPresent() ? ballots.get() : find(config, source.path());
        all.add(source, TextFile.read(path));
      }
      return new Reading.Read<>(contest(read, all));
    } catch (Malformed malformed) {
      return new Reading.Refused<>(malformed.refusal());
    }
  }

  /** Reads an RCTab configuration with one source and the content of that source. */
  public static Reading<RctabContest> readRctab(
      String configName, byte[] config, String ballotsName, byte[] ballots) {
    try {
      RctabConfig read = RctabConfig.read(TextFile.of(configName, config));
      RctabBallots all = new RctabBallots(read);
      all.add(read.sources().getFirst(), TextFile.of(ballotsName, ballots));
      return new Reading.Read<>(contest(read, all));
    } catch (Malformed malformed) {
      return new Reading.Refused<>(malformed.refusal());
    }
  }

  private static RctabContest contest(RctabConfig read, RctabBallots all) {
    List<String> notes = new ArrayList<>(read.notes());
    notes.addAll(all.notes());
    Election election =
        new Election(
            read.title(),
            all.rankings(),
            OptionalInt.of(read.rules().seats()),
            OptionalInt.empty(),
            Optional.of("rctab"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            notes);
    return new RctabContest(election, read.rules(), read.tie());
  }

  /** A source's file beside its configuration; a spreadsheet may have been turned into CSV. */
  private static Path find(Path config, String stated) throws Malformed {
    Path folder = Optional.ofNullable(config.toAbsolutePath().getParent()).orElse(Path.of(""));
    List<Path> candidates = new ArrayList<>();
    try {
      candidates.add(folder.resolve(stated));
      String base = String.valueOf(Path.of(stated).getFileName());
      String stem = base.replaceFirst("\\.[A-Za-z]+$", "");
      for (Path place : List.of(candidates.getFirst(), folder.resolve(base))) {
        for (String ending : List.of(".json", ".csv", ".csv.gz", ".json.gz")) {
          candidates.add(place.resolveSibling(stem + ending));
        }
      }
    } catch (java.nio.file.InvalidPathException noPath) {
      throw Malformed.in(
          config.toString(),
          "filePath is " + Malformed.shown(stated) + ", which is no path.",
          "Correct the configuration.");
    }
    for (Path candidate : candidates) {
      String name = String.valueOf(candidate.getFileName()).toLowerCase(Locale.ROOT);
      if (Files.isRegularFile(candidate) && !name.endsWith(".xlsx")) {
        return candidate;
      }
    }
    throw Malformed.in(
        config.toString(),
        "its ballots " + Malformed.shown(stated) + " are not there as JSON or CSV.",
        "Save the spreadsheet as CSV beside it, or name the file of ballots.");
  }

  private static Election election(TextFile file, Asked asked) throws Malformed {
    Wanted wanted = asked.method().map(Wanted::by).orElse(Wanted.ANY);
    return switch (kind(file)) {
      case PABULIB -> PabulibFile.read(file);
      case BLT -> BltFile.read(file);
      case CVR -> CvrFile.read(file, asked.contest(), wanted);
      case CSV -> CsvFile.read(file, wanted, asked.grades());
    };
  }

  private enum Kind {
    PABULIB,
    BLT,
    CVR,
    CSV
  }

  private static Kind kind(TextFile file) throws Malformed {
    String name = file.name().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".pb")) {
      return Kind.PABULIB;
    }
    if (name.endsWith(".blt")) {
      return Kind.BLT;
    }
    if (name.endsWith(".json")) {
      return Kind.CVR;
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return Kind.CSV;
    }
    String start = file.text().stripLeading();
    if (start.startsWith("{")) {
      return Kind.CVR;
    }
    if (start.regionMatches(true, 0, "META", 0, 4)) {
      return Kind.PABULIB;
    }
    String first = start.lines().findFirst().orElse("");
    if (first.matches("[0-9]+\\s+[0-9]+\\s*(#.*)?")) {
      return Kind.BLT;
    }
    if (first.matches(".*[,;\\t].*")) {
      return Kind.CSV;
    }
    throw Malformed.in(
        file.name(),
        "it is none of .pb, .blt, NIST cast vote records or CSV.",
        "Give it the ending that says what it is.");
  }
}
