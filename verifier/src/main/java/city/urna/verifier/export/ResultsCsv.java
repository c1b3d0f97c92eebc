package city.urna.verifier.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code results.csv} against the record (spec exports §4), cell by cell. */
final class ResultsCsv {
  private ResultsCsv() {}

  static void check(String text, Certified certified, Faults faults) {
    Optional<List<List<String>>> read = rows(text);
    if (read.isEmpty()) {
      faults.add("it is no CSV: a quotation mark stands where it may not");
      return;
    }
    List<List<String>> rows = read.get();
    List<List<String>> expected = expected(certified);
    faults.same("the number of rows", expected.size(), rows.size());
    for (int row = 0; row < Math.min(rows.size(), expected.size()); row++) {
      List<String> cells = rows.get(row);
      List<String> wanted = expected.get(row);
      faults.same("the number of cells in row " + (row + 1), wanted.size(), cells.size());
      for (int cell = 0; cell < Math.min(cells.size(), wanted.size()); cell++) {
        String where = "row " + (row + 1) + ", " + expected.getFirst().get(cell);
        faults.same(where, wanted.get(cell), cells.get(cell));
      }
    }
  }

  private static List<List<String>> expected(Certified certified) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header =
        new ArrayList<>(List.of("question", "kind", "option", "cost", "votes", "selected"));
    certified.languages().forEach(language -> header.add("title-" + language));
    rows.add(header);
    for (Certified.Question question : certified.questions()) {
      List<String> all = start(question, "ballots", "", "", question.ballots(), "");
      certified.languages().forEach(language -> all.add(question.text().get(language)));
      rows.add(all);
      for (Certified.Option option : question.options()) {
        int order = question.selected().indexOf(option.id()) + 1;
        List<String> row =
            start(
                question,
                "option",
                option.id(),
                option.cost(),
                option.votes(),
                order == 0 ? "" : String.valueOf(order));
        certified.languages().forEach(language -> row.add(option.title().get(language)));
        rows.add(row);
      }
      if (question.blank().isPresent()) {
        List<String> row = start(question, "blank", "", "", question.blank().get(), "");
        certified.languages().forEach(_ -> row.add(""));
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<String> start(
      Certified.Question question,
      String kind,
      String option,
      String cost,
      long votes,
      String selected) {
    return new ArrayList<>(
        List.of(question.id(), kind, option, cost, String.valueOf(votes), selected));
  }

  /** RFC 4180, line feeds with or without a carriage return. */
  static Optional<List<List<String>>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean ended = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        boolean twice = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (c != '"' || twice) {
          cell.append(c);
          i += twice ? 1 : 0;
        } else {
          quoted = false;
          ended = true;
        }
      } else if (c == ',' || c == '\n') {
        row.add(cell.toString());
        cell.setLength(0);
        ended = false;
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (c == '"' && cell.isEmpty() && !ended) {
        quoted = true;
      } else if (c == '"' || ended && c != '\r') {
        return Optional.empty();
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    if (!cell.isEmpty() || !row.isEmpty()) {
      row.add(cell.toString());
      rows.add(row);
    }
    return quoted ? Optional.empty() : Optional.of(rows);
  }
}
