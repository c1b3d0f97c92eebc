package city.urna.verifier.count.format;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.format.DelimitedText.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Ballots in a table with one column for each rank: a cell names what the voter marked there.
 *
 * @param columns the ranks' columns, first rank first
 * @param number the column that says how many alike ballots a row stands for
 * @param labels what cells mean that name no option
 */
record RankTable(List<Integer> columns, OptionalInt number, Labels labels) {
  RankTable {
    columns = List.copyOf(columns);
  }

  /**
   * Words in cells.
   *
   * @param overvote stands for an over-vote; empty if nothing does
   * @param skipped stands for a skipped rank; an empty cell always does, unless it is a write-in
   * @param undeclared stands for an undeclared write-in; empty if nothing does
   * @param delimiter parts several options in one cell; empty if nothing does
   * @param blankIsUndeclared whether an empty cell is an undeclared write-in
   */
  record Labels(
      String overvote,
      String skipped,
      String undeclared,
      String delimiter,
      boolean blankIsUndeclared) {
    /** The words that exports use when nobody says otherwise. */
    static final Labels USUAL = new Labels("overvote", "undervote", "UWI", "", false);
  }

  /** Finds the option that a cell names. */
  interface Names {
    int option(String name, int line) throws Malformed;

    int undeclared(int line) throws Malformed;
  }

  List<Ballots.Ranking> read(TextFile file, List<Row> rows, Names names) throws Malformed {
    Map<List<Rank>, Long> alike = new LinkedHashMap<>();
    Map<Integer, Rank> single = new LinkedHashMap<>();
    long ballots = 0;
    for (Row row : rows) {
      long times = 1;
      if (number.isPresent()) {
        OptionalLong stated = Limits.whole(row.cell(number.getAsInt()));
        if (stated.isEmpty() || stated.getAsLong() > Limits.BALLOTS) {
          throw Malformed.at(
              file,
              row.line(),
              Malformed.shown(row.cell(number.getAsInt())) + " is not a number of ballots.",
              "Write a whole number.");
        }
        times = stated.getAsLong();
      }
      List<Rank> ranks = new ArrayList<>();
      for (int column : columns) {
        ranks.add(rank(file, row, row.cell(column), names, single));
      }
      while (!ranks.isEmpty() && ranks.getLast().isSkipped()) {
        ranks.removeLast();
      }
      if (times > 0) {
        alike.merge(ranks, times, Long::sum);
      }
      ballots += times;
      Limits.checkBallots(file, row.line(), ballots);
    }
    List<Ballots.Ranking> rankings = new ArrayList<>();
    alike.forEach((ranks, times) -> rankings.add(new Ballots.Ranking(times, ranks)));
    return rankings;
  }

  private Rank rank(TextFile file, Row row, String cell, Names names, Map<Integer, Rank> single)
      throws Malformed {
    if (cell.isEmpty() && labels.blankIsUndeclared()) {
      return Rank.of(names.undeclared(row.line()));
    }
    String[] parts =
        labels.delimiter().isEmpty()
            ? new String[] {cell}
            : cell.split(Pattern.quote(labels.delimiter()), -1);
    List<Integer> marked = new ArrayList<>();
    for (String part : parts) {
      String word = part.strip();
      boolean nothing = word.isEmpty() || word.equals(labels.skipped());
      if (nothing && parts.length == 1) {
        return Rank.SKIPPED;
      }
      if (nothing) {
        throw Malformed.at(
            file,
            row.line(),
            Malformed.shown(cell) + " names an option and a skipped rank at once.",
            "Correct the cell, or the delimiter for over-votes.");
      }
      if (word.equals(labels.overvote())) {
        return Rank.OVERVOTE;
      }
      int option =
          word.equals(labels.undeclared())
              ? names.undeclared(row.line())
              : names.option(word, row.line());
      if (!marked.contains(option)) {
        marked.add(option);
      }
    }
    return marked.size() == 1
        ? single.computeIfAbsent(marked.getFirst(), Rank::of)
        : new Rank(marked, false);
  }
}
