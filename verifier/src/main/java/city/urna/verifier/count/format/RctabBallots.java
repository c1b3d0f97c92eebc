package city.urna.verifier.count.format;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.format.DelimitedText.Row;
import city.urna.verifier.count.format.RctabConfig.Provider;
import city.urna.verifier.count.format.RctabConfig.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The ballots of an RCTab contest, read as its configuration says.
 *
 * <p>A spreadsheet may have been turned into CSV. Where the configuration speaks of a common data
 * format file and a CSV file is given in its place, ranks are found by the names of the columns,
 * and a cell that is nobody's name or alias stands for the only candidate in whose name it is a
 * word.
 */
final class RctabBallots {
  private final RctabConfig config;
  private final Map<List<Rank>, Long> alike = new LinkedHashMap<>();
  private final SequencedSet<String> notes = new LinkedHashSet<>();

  RctabBallots(RctabConfig config) {
    this.config = config;
  }

  Ballots.Rankings rankings() {
    List<Ballots.Ranking> ballots = new ArrayList<>();
    alike.forEach((ranks, number) -> ballots.add(new Ballots.Ranking(number, ranks)));
    return new Ballots.Rankings(config.options(), ballots);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  void add(Source source, TextFile file) throws Malformed {
    notes.addAll(file.notes());
    boolean json = file.text().stripLeading().startsWith("{");
    List<Ballots.Ranking> read =
        switch (source.provider()) {
          case ESS -> ranksByColumn(source, file);
          case GENERIC_CSV -> candidatesByColumn(source, file);
          case CDF -> json ? commonDataFormat(source, file) : standIn(file);
        };
    for (Ballots.Ranking ballot : read) {
      if (source.provider() != Provider.ESS
          && config.mostRankings().isPresent()
          && ballot.ranks().size() > config.mostRankings().getAsInt()) {
        throw Malformed.in(
            file.name(),
            "a ballot uses rank "
                + ballot.ranks().size()
                + "; maxRankingsAllowed is "
                + config.mostRankings().getAsInt()
                + ".",
            "Correct the configuration or the file.");
      }
      alike.merge(ballot.ranks(), ballot.number(), Long::sum);
    }
  }

  // Spreadsheets: a column for each rank.

  private List<Ballots.Ranking> ranksByColumn(Source source, TextFile file) throws Malformed {
    List<Row> rows = rows(source, file);
    int first = firstColumn(source, file);
    int widest = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(first + 1);
    int last =
        config.mostRankings().isPresent() ? first + config.mostRankings().getAsInt() : widest;
    boolean blanksCount = source.labels().blankIsUndeclared() && config.mostRankings().isPresent();
    List<Integer> columns =
        IntStream.range(first, blanksCount ? last : Math.min(last, widest)).boxed().toList();
    if (columns.size() > 2 * Limits.OPTIONS) {
      throw Malformed.in(file.name(), "too many columns of ranks.", "Check maxRankingsAllowed.");
    }
    return new RankTable(columns, OptionalInt.empty(), source.labels())
        .read(file, rows, names(file, false));
  }

  private List<Row> rows(Source source, TextFile file) throws Malformed {
    int first = source.firstRow().orElse(2);
    return DelimitedText.rows(file, CsvFile.delimiter(file.text())).stream()
        .filter(row -> row.line() >= first)
        .toList();
  }

  private static int firstColumn(Source source, TextFile file) throws Malformed {
    if (source.firstColumn().isEmpty()) {
      throw Malformed.in(
          file.name(), "firstVoteColumnIndex is missing.", "Say where the votes begin.");
    }
    return source.firstColumn().getAsInt() - 1;
  }

  // Generic CSV: a column for each candidate.

  private List<Ballots.Ranking> candidatesByColumn(Source source, TextFile file) throws Malformed {
    List<Row> all = DelimitedText.rows(file, ',');
    if (all.isEmpty()) {
      throw Malformed.at(file, 1, "it is empty.", "Give the cast vote records.");
    }
    int first = firstColumn(source, file);
    RankTable.Names names = names(file, false);
    List<Integer> options = new ArrayList<>();
    Row header = all.getFirst();
    for (int column = first; column < header.cells().size(); column++) {
      String name = header.cell(column);
      options.add(
          !name.isEmpty() && name.equals(source.labels().undeclared())
              ? names.undeclared(header.line())
              : names.option(name, header.line()));
    }
    List<Ballots.Ranking> ballots = new ArrayList<>();
    for (Row row : all.subList(1, all.size())) {
      if (row.line() < source.firstRow().orElse(2)) {
        continue;
      }
      TreeMap<Integer, List<Integer>> byRank = new TreeMap<>();
      for (int index = 0; index < options.size(); index++) {
        String cell = row.cell(first + index);
        if (!cell.isEmpty()) {
          if (!cell.matches("[0-9]{1,4}") || Integer.parseInt(cell) < 1) {
            throw Malformed.at(
                file, row.line(), Malformed.shown(cell) + " is no rank.", "Write 1, 2, 3 …");
          }
          byRank
              .computeIfAbsent(Integer.valueOf(cell), _ -> new ArrayList<>())
              .add(options.get(index));
        }
      }
      ballots.add(new Ballots.Ranking(1, ranks(byRank)));
    }
    return ballots;
  }

  private static List<Rank> ranks(TreeMap<Integer, List<Integer>> byRank) {
    List<Rank> ranks = new ArrayList<>();
    byRank.forEach(
        (rank, marked) -> {
          while (ranks.size() < rank - 1) {
            ranks.add(Rank.SKIPPED);
          }
          ranks.add(new Rank(marked, false));
        });
    return ranks;
  }

  // Common data format.

  private List<Ballots.Ranking> commonDataFormat(Source source, TextFile file) throws Malformed {
    Optional<String> contest =
        source.contest().isEmpty() ? Optional.empty() : Optional.of(source.contest());
    var election = CvrFile.read(file, contest, Wanted.RANKS);
    if (!(election.ballots() instanceof Ballots.Rankings rankings)) {
      throw Malformed.in(file.name(), "its records rank nothing.", "Check contestId.");
    }
    RankTable.Names names = names(file, false);
    List<Integer> numbers = new ArrayList<>();
    for (var option : rankings.options()) {
      if (option.id().equals(CvrFile.UNDECLARED)) {
        numbers.add(config.undeclared().orElse(-1));
      } else if (option.id().equals(source.labels().overvote())) {
        numbers.add(-2);
      } else {
        numbers.add(config.names().containsKey(option.id()) ? names.option(option.id(), 1) : -1);
      }
    }
    List<Ballots.Ranking> ballots = new ArrayList<>();
    for (Ballots.Ranking ballot : rankings.ballots()) {
      List<Rank> ranks = new ArrayList<>();
      for (Rank rank : ballot.ranks()) {
        List<Integer> marked = rank.marked().stream().map(numbers::get).toList();
        if (marked.contains(-1)) {
          throw Malformed.in(
              file.name(),
              "a record ranks "
                  + Malformed.shown(
                      rankings.options().get(rank.marked().get(marked.indexOf(-1))).id())
                  + ", who is no candidate.",
              "Add the name or the alias to the configuration.");
        }
        ranks.add(marked.contains(-2) ? Rank.OVERVOTE : new Rank(marked, rank.overvoted()));
      }
      ballots.add(new Ballots.Ranking(ballot.number(), ranks));
    }
    return ballots;
  }

  private List<Ballots.Ranking> standIn(TextFile file) throws Malformed {
    List<Row> all = DelimitedText.rows(file, CsvFile.delimiter(file.text()));
    List<Integer> columns = all.isEmpty() ? List.of() : CsvFile.rankColumns(all.getFirst().cells());
    if (columns.isEmpty()) {
      throw Malformed.at(
          file,
          1,
          "no column is named as a rank, such as 1st Choice.",
          "Give the common data format file that the configuration speaks of.");
    }
    notes.add(file.name() + " stands in for the configuration's common data format file.");
    return new RankTable(columns, OptionalInt.empty(), RankTable.Labels.USUAL)
        .read(file, all.subList(1, all.size()), names(file, true));
  }

  // Names.

  private RankTable.Names names(TextFile file, boolean byWord) {
    Map<String, Integer> known = new LinkedHashMap<>(config.names());
    return new RankTable.Names() {
      @Override
      public int option(String name, int line) throws Malformed {
        if (known.containsKey(name)) {
          return known.get(name);
        }
        int option =
            (byWord ? onlyNameWith(name) : Optional.<Integer>empty())
                .orElseThrow(
                    () ->
                        Malformed.at(
                            file,
                            line,
                            Malformed.shown(name) + " is no candidate of the configuration.",
                            "Add the name or the alias, or check where the votes begin."));
        known.put(name, option);
        notes.add(
            Malformed.shown(name)
                + " in "
                + file.name()
                + " was read as "
                + config.options().get(option).id()
                + ".");
        return option;
      }

      @Override
      public int undeclared(int line) throws Malformed {
        if (config.undeclared().isEmpty()) {
          throw Malformed.at(
              file,
              line,
              "an undeclared write-in, and the configuration names no undeclaredWriteInLabel.",
              "Add it to the configuration.");
        }
        return config.undeclared().getAsInt();
      }
    };
  }

  private Optional<Integer> onlyNameWith(String word) {
    Pattern pattern = Pattern.compile("(^|\\W)" + Pattern.quote(word) + "(\\W|$)");
    List<Integer> found =
        config.names().entrySet().stream()
            .filter(entry -> pattern.matcher(entry.getKey()).find())
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
