package city.urna.verifier.count.format;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.format.DelimitedText.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads ballots from CSV, parted by commas, semicolons or tabs (spec counting §16.4). The first row
 * names the columns. Three layouts are known by it:
 *
 * <ol>
 *   <li>a column for each rank ({@code rank1}, {@code 1st Choice}, {@code Choice 2}): cells name
 *       options;
 *   <li>one column {@code vote}: {@code A>B=C} ranks, {@code A,B} or {@code A|B} chooses;
 *   <li>a column for each option: cells hold ranks, marks, points or grades, as the method asks.
 * </ol>
 *
 * <p>Columns that identify the ballot are passed over; {@code count} says how many alike ballots a
 * row stands for.
 */
final class CsvFile {
  private static final Pattern RANK_COLUMN =
      Pattern.compile(
          "(.*\\b)?([0-9]+(st|nd|rd|th)[ _-]*(choice|rank|preference)"
              + "|(choice|rank|ranking|preference|pref)[ _#-]*[0-9]+)(\\b.*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PASSED_OVER =
      Pattern.compile(
          "|#|id|.*[ _]id|(ballot|voter|record|cvr|row|line)([ _]?(#|no|nr|id|number|style|type))?"
              + "|cast vote record|precinct|batch|timestamp|date|time|age|sex|voting_method",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile("count|number|ballots|weight|multiplicity|n", Pattern.CASE_INSENSITIVE);
  private static final Pattern LIST =
      Pattern.compile("votes?|choices?|ranking|ballot|preferences?", Pattern.CASE_INSENSITIVE);
  private static final String SEE_HELP =
      "`urna count --help` shows the layouts of CSV files that can be read.";

  private final TextFile file;
  private final Wanted wanted;
  private final List<String> scale;
  private final List<String> header;
  private final List<Row> rows;
  private final OptionalInt number;
  private final List<Option> options = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private CsvFile(TextFile file, Wanted wanted, List<String> scale) throws Malformed {
    this.file = file;
    this.wanted = wanted;
    this.scale = scale;
    List<Row> all = DelimitedText.rows(file, delimiter(file.text()));
    if (all.size() < 2) {
      throw Malformed.at(file, 1, "it holds no ballots below a row of column names.", SEE_HELP);
    }
    this.header = all.getFirst().cells();
    this.rows = all.subList(1, all.size());
    this.number =
        IntStream.range(0, header.size())
            .filter(column -> NUMBER.matcher(header.get(column)).matches())
            .findFirst();
  }

  static Election read(TextFile file, Wanted wanted, List<String> scale) throws Malformed {
    return Election.of(file.name(), new CsvFile(file, wanted, scale).ballots());
  }

  /** Of comma, semicolon and tab the one that the first line has most of. */
  static char delimiter(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (occurrences(first, candidate) > occurrences(first, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long occurrences(String line, char wanted) {
    return line.chars().filter(one -> one == wanted).count();
  }

  /** The columns whose names say a rank. */
  static List<Integer> rankColumns(List<String> header) {
    return IntStream.range(0, header.size())
        .filter(column -> RANK_COLUMN.matcher(header.get(column)).matches())
        .boxed()
        .toList();
  }

  private Ballots ballots() throws Malformed {
    List<Integer> ranks = rankColumns(header);
    if (!ranks.isEmpty()) {
      return new Ballots.Rankings(
          options,
          new RankTable(ranks, number, RankTable.Labels.USUAL).read(file, rows, discovering()));
    }
    List<Integer> columns =
        IntStream.range(0, header.size())
            .filter(column -> column != number.orElse(-1))
            .filter(column -> !PASSED_OVER.matcher(header.get(column)).matches())
            .boxed()
            .toList();
    List<Integer> lists =
        IntStream.range(0, header.size())
            .filter(column -> LIST.matcher(header.get(column)).matches())
            .boxed()
            .toList();
    if (lists.size() == 1 && columns.stream().allMatch(lists::contains)) {
      return lists(lists.getFirst());
    }
    if (columns.isEmpty()) {
      throw Malformed.at(file, 1, "no column holds votes.", SEE_HELP);
    }
    for (int column : columns) {
      if (numbers.put(header.get(column), options.size()) != null) {
        throw Malformed.at(
            file, 1, "a second column " + Malformed.shown(header.get(column)) + ".", SEE_HELP);
      }
      options.add(Option.named(header.get(column)));
      Limits.checkOptions(file, 1, options.size());
    }
    return matrix(columns);
  }

  private RankTable.Names discovering() {
    return new RankTable.Names() {
      @Override
      public int option(String name, int line) throws Malformed {
        return discover(name, line);
      }

      @Override
      public int undeclared(int line) throws Malformed {
        return discover(CvrFile.UNDECLARED, line);
      }
    };
  }

  private int discover(String name, int line) throws Malformed {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    numbers.put(name, options.size());
    options.add(Option.named(name));
    Limits.checkOptions(file, line, options.size());
    return options.size() - 1;
  }

  private long times(Row row) throws Malformed {
    if (number.isEmpty()) {
      return 1;
    }
    OptionalLong stated = Limits.whole(row.cell(number.getAsInt()));
    if (stated.isEmpty() || stated.getAsLong() > Limits.BALLOTS) {
      throw Malformed.at(
          file,
          row.line(),
          Malformed.shown(row.cell(number.getAsInt())) + " is not a number of ballots.",
          "Write a whole number.");
    }
    return stated.getAsLong();
  }

  // One column with the whole vote.

  private Ballots lists(int column) throws Malformed {
    boolean ranked =
        rows.stream().anyMatch(row -> row.cell(column).indexOf('>') >= 0)
            || (wanted == Wanted.RANKS);
    Map<List<Rank>, Long> rankings = new LinkedHashMap<>();
    Map<List<Integer>, Long> choices = new LinkedHashMap<>();
    long ballots = 0;
    for (Row row : rows) {
      long times = times(row);
      ballots += times;
      Limits.checkBallots(file, row.line(), ballots);
      if (times == 0) {
        continue;
      }
      String cell = row.cell(column);
      if (ranked) {
        List<Rank> ranks = new ArrayList<>();
        for (String level : cell.isEmpty() ? new String[0] : cell.split(">|,|\\|", -1)) {
          List<Integer> marked = new ArrayList<>();
          for (String name : level.split("=", -1)) {
            if (!name.isBlank()) {
              marked.add(discover(name.strip(), row.line()));
            }
          }
          ranks.add(new Rank(marked.stream().distinct().toList(), false));
        }
        while (!ranks.isEmpty() && ranks.getLast().isSkipped()) {
          ranks.removeLast();
        }
        rankings.merge(ranks, times, Long::sum);
      } else {
        SequencedSet<Integer> chosen = new LinkedHashSet<>();
        for (String name : cell.split(",|\\|", -1)) {
          if (!name.isBlank()) {
            chosen.add(discover(name.strip(), row.line()));
          }
        }
        choices.merge(chosen.stream().sorted().toList(), times, Long::sum);
      }
    }
    if (options.isEmpty()) {
      throw Malformed.at(file, rows.getLast().line(), "all votes are empty.", SEE_HELP);
    }
    if (ranked) {
      List<Ballots.Ranking> result = new ArrayList<>();
      rankings.forEach((ranks, times) -> result.add(new Ballots.Ranking(times, ranks)));
      return new Ballots.Rankings(options, result);
    }
    List<Ballots.Approval> result = new ArrayList<>();
    choices.forEach((chosen, times) -> result.add(new Ballots.Approval(times, chosen)));
    return new Ballots.Approvals(options, result);
  }

  // A column for each option.

  private Ballots matrix(List<Integer> columns) throws Malformed {
    Map<List<String>, Long> alike = new LinkedHashMap<>();
    Map<List<String>, Integer> lines = new HashMap<>();
    long ballots = 0;
    for (Row row : rows) {
      long times = times(row);
      ballots += times;
      Limits.checkBallots(file, row.line(), ballots);
      List<String> cells = columns.stream().map(row::cell).toList();
      if (times > 0) {
        lines.putIfAbsent(cells, row.line());
        alike.merge(cells, times, Long::sum);
      }
    }
    if (wanted == Wanted.GRADES) {
      return grades(alike, lines);
    }
    List<Ballots.Approval> approvals = new ArrayList<>();
    List<Ballots.Ranking> rankings = new ArrayList<>();
    List<Ballots.Pointing> points = new ArrayList<>();
    for (Map.Entry<List<String>, Long> entry : alike.entrySet()) {
      int line = lines.get(entry.getKey());
      switch (wanted) {
        case RANKS -> rankings.add(ranking(entry.getKey(), entry.getValue(), line));
        case POINTS -> points.add(pointing(entry.getKey(), entry.getValue(), line));
        case ANY, MARKS -> approvals.add(approval(entry.getKey(), entry.getValue(), line));
        case GRADES -> throw new IllegalArgumentException("read above");
      }
    }
    return switch (wanted) {
      case RANKS -> new Ballots.Rankings(options, rankings);
      case POINTS -> new Ballots.Points(options, points);
      case ANY, MARKS, GRADES -> new Ballots.Approvals(options, approvals);
    };
  }

  private Ballots.Approval approval(List<String> cells, long times, int line) throws Malformed {
    List<Integer> chosen = new ArrayList<>();
    for (int option = 0; option < cells.size(); option++) {
      switch (cells.get(option).toLowerCase(Locale.ROOT)) {
        case "1", "x", "yes", "true" -> chosen.add(option);
        case "", "0", "no", "false" -> {
          // Not chosen.
        }
        default ->
            throw Malformed.at(
                file,
                line,
                Malformed.shown(cells.get(option))
                    + " under "
                    + options.get(option).id()
                    + " is no mark.",
                "Write 1 or x for a choice, 0 or nothing otherwise; or choose another method.");
      }
    }
    return new Ballots.Approval(times, chosen);
  }

  private Ballots.Ranking ranking(List<String> cells, long times, int line) throws Malformed {
    TreeMap<Integer, List<Integer>> byRank = new TreeMap<>();
    for (int option = 0; option < cells.size(); option++) {
      if (!cells.get(option).isEmpty()) {
        OptionalLong rank = Limits.whole(cells.get(option));
        if (rank.isEmpty() || rank.getAsLong() < 1 || rank.getAsLong() > 2 * Limits.OPTIONS) {
          throw Malformed.at(
              file,
              line,
              Malformed.shown(cells.get(option))
                  + " under "
                  + options.get(option).id()
                  + " is no rank.",
              "Write 1 for the first preference, 2 for the second, nothing for none.");
        }
        byRank.computeIfAbsent((int) rank.getAsLong(), _ -> new ArrayList<>()).add(option);
      }
    }
    List<Rank> ranks = new ArrayList<>();
    byRank.forEach(
        (rank, marked) -> {
          while (ranks.size() < rank - 1) {
            ranks.add(Rank.SKIPPED);
          }
          ranks.add(new Rank(marked, false));
        });
    return new Ballots.Ranking(times, ranks);
  }

  private Ballots.Pointing pointing(List<String> cells, long times, int line) throws Malformed {
    TreeMap<Integer, Rational> points = new TreeMap<>();
    for (int option = 0; option < cells.size(); option++) {
      if (!cells.get(option).isEmpty()) {
        Optional<Rational> given = Rational.parse(cells.get(option));
        if (given.isEmpty()) {
          throw Malformed.at(
              file,
              line,
              Malformed.shown(cells.get(option))
                  + " under "
                  + options.get(option).id()
                  + " is not a number of points.",
              "Write a plain decimal, or nothing for none.");
        }
        points.put(option, given.get());
      }
    }
    return new Ballots.Pointing(times, points);
  }

  /** An empty cell is the worst grade. Numbers grade by size, words need a scale. */
  private Ballots grades(Map<List<String>, Long> alike, Map<List<String>, Integer> lines)
      throws Malformed {
    List<String> grades = scale.isEmpty() ? numericScale(alike, lines) : scale;
    List<Ballots.Grading> ballots = new ArrayList<>();
    for (Map.Entry<List<String>, Long> entry : alike.entrySet()) {
      List<Integer> given = new ArrayList<>();
      for (String cell : entry.getKey()) {
        int place = cell.isEmpty() ? grades.size() - 1 : grades.indexOf(cell);
        if (place < 0) {
          throw Malformed.at(
              file,
              lines.get(entry.getKey()),
              Malformed.shown(cell) + " is no grade of the scale.",
              "Give the scale with --grades, best first.");
        }
        given.add(place);
      }
      ballots.add(new Ballots.Grading(entry.getValue(), given));
    }
    return new Ballots.Grades(options, grades, ballots);
  }

  private List<String> numericScale(Map<List<String>, Long> alike, Map<List<String>, Integer> lines)
      throws Malformed {
    TreeMap<Rational, String> values = new TreeMap<>();
    for (List<String> cells : alike.keySet()) {
      for (String cell : cells) {
        if (!cell.isEmpty()) {
          Optional<Rational> value = Rational.parse(cell);
          if (value.isEmpty()) {
            throw Malformed.at(
                file,
                lines.get(cells),
                Malformed.shown(cell) + " is a grade of an unknown scale.",
                "Give the scale with --grades, best first, such as --grades Excellent,Good,Poor.");
          }
          if (!cell.equals(values.getOrDefault(value.get(), cell))) {
            throw Malformed.at(
                file,
                lines.get(cells),
                Malformed.shown(cell) + " is the same grade as " + values.get(value.get()) + ".",
                "Write equal grades alike.");
          }
          values.put(value.get(), cell);
        }
      }
    }
    if (values.isEmpty()) {
      throw Malformed.at(file, 1, "all ballots are empty.", SEE_HELP);
    }
    return List.copyOf(values.descendingMap().values());
  }
}
