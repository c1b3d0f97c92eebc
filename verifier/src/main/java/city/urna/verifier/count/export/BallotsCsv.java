package city.urna.verifier.count.export;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Ballots as a table that {@code urna count} reads again (spec counting §16.4): a column for each
 * rank, or for each option, and {@code count} for so many alike ballots.
 */
final class BallotsCsv {
  private static final String NUMBER = "count";

  private BallotsCsv() {}

  static Export of(CountedFile counted) {
    Ballots ballots = counted.election().ballots();
    List<String> names = ballots.options().stream().map(Option::id).toList();
    Csv csv = new Csv();
    switch (ballots) {
      case Ballots.Approvals approvals -> {
        csv.row(header(names));
        for (Ballots.Approval ballot : approvals.ballots()) {
          String[] cells = blank(names.size());
          ballot.chosen().forEach(option -> cells[option] = "1");
          csv.row(row(cells, ballot.number()));
        }
      }
      case Ballots.Points points -> {
        csv.row(header(names));
        for (Ballots.Pointing ballot : points.ballots()) {
          String[] cells = blank(names.size());
          ballot.points().forEach((option, given) -> cells[option] = given.toString());
          csv.row(row(cells, ballot.number()));
        }
      }
      case Ballots.Grades grades -> {
        csv.row(header(names));
        for (Ballots.Grading ballot : grades.ballots()) {
          String[] cells = blank(names.size());
          for (int option = 0; option < cells.length; option++) {
            cells[option] = grades.scale().get(ballot.grades().get(option));
          }
          csv.row(row(cells, ballot.number()));
        }
      }
      case Ballots.Rankings rankings -> {
        return ranked(rankings, names, csv);
      }
    }
    return new Export.Text(csv.toString());
  }

  private static Export ranked(Ballots.Rankings rankings, List<String> names, Csv csv) {
    boolean level =
        rankings.ballots().stream()
            .flatMap(ballot -> ballot.ranks().stream())
            .anyMatch(rank -> rank.marked().size() > 1);
    if (!level) {
      int most = rankings.ballots().stream().mapToInt(b -> b.ranks().size()).max().orElse(0);
      csv.row(
          header(IntStream.rangeClosed(1, Math.max(1, most)).mapToObj(r -> "rank" + r).toList()));
      for (Ballots.Ranking ballot : rankings.ballots()) {
        String[] cells = blank(Math.max(1, most));
        for (int rank = 0; rank < ballot.ranks().size(); rank++) {
          cells[rank] = cell(ballot.ranks().get(rank), names);
        }
        csv.row(row(cells, ballot.number()));
      }
      return new Export.Text(csv.toString());
    }
    csv.row(header(names));
    for (Ballots.Ranking ballot : rankings.ballots()) {
      String[] cells = blank(names.size());
      Set<Integer> seen = new HashSet<>();
      for (int rank = 0; rank < ballot.ranks().size(); rank++) {
        Rank marked = ballot.ranks().get(rank);
        if (marked.overvoted() || !marked.marked().stream().allMatch(seen::add)) {
          return new Export.LeftOut(
              "level options beside repeated ones, or beside over-votes without names, have no"
                  + " layout");
        }
        for (int option : marked.marked()) {
          cells[option] = String.valueOf(rank + 1);
        }
      }
      csv.row(row(cells, ballot.number()));
    }
    return new Export.Text(csv.toString());
  }

  private static String cell(Rank rank, List<String> names) {
    if (rank.overvoted()) {
      return "overvote";
    }
    return rank.isSkipped() ? "" : names.get(rank.marked().getFirst());
  }

  private static List<String> header(List<String> columns) {
    List<String> header = new ArrayList<>(columns);
    header.add(NUMBER);
    return header;
  }

  private static String[] blank(int size) {
    String[] cells = new String[size];
    Arrays.fill(cells, "");
    return cells;
  }

  private static List<String> row(String[] cells, long number) {
    List<String> row = new ArrayList<>(Arrays.asList(cells));
    row.add(String.valueOf(number));
    return row;
  }
}
