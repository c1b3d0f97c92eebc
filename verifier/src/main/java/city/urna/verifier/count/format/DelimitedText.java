package city.urna.verifier.count.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells parted by one character, quoted as in RFC 4180.
 *
 * <p>A cell that begins with a quote ends at the next single quote; a doubled quote stands for one.
 * What follows the closing quote up to the delimiter belongs to the cell, as most programs read it.
 * Quotes inside a cell that does not begin with one stand for themselves. Empty rows are left out.
 */
final class DelimitedText {
  /** One row: the line on which it begins, from 1, and its cells without white space around. */
  record Row(int line, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    /** The cell, or nothing written where the row is shorter. */
    String cell(int index) {
      return index < cells.size() ? cells.get(index) : "";
    }

    boolean isBlank() {
      return cells.stream().allMatch(String::isEmpty);
    }
  }

  private final TextFile file;
  private final String text;
  private final char delimiter;
  private int at;
  private int line = 1;

  private DelimitedText(TextFile file, char delimiter) {
    this.file = file;
    this.text = file.text();
    this.delimiter = delimiter;
  }

  static List<Row> rows(TextFile file, char delimiter) throws Malformed {
    DelimitedText reader = new DelimitedText(file, delimiter);
    List<Row> rows = new ArrayList<>();
    while (reader.at < reader.text.length()) {
      Row row = reader.row();
      if (!row.isBlank()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Row row() throws Malformed {
    int begin = line;
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(cell().strip());
      if (at >= text.length()) {
        return new Row(begin, cells);
      }
      char end = text.charAt(at++);
      if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      if (end != delimiter) {
        line++;
        return new Row(begin, cells);
      }
    }
  }

  private String cell() throws Malformed {
    StringBuilder cell = new StringBuilder();
    if (at < text.length() && text.charAt(at) == '"') {
      int begin = line;
      at++;
      while (true) {
        if (at >= text.length()) {
          throw Malformed.at(
              file, begin, "a quoted cell does not end.", "Close the quote, or double it inside.");
        }
        char next = text.charAt(at++);
        if (next == '"') {
          if (at < text.length() && text.charAt(at) == '"') {
            at++;
          } else {
            break;
          }
        }
        if (next == '\n') {
          line++;
        }
        cell.append(next);
      }
    }
    while (at < text.length() && !endsCell(text.charAt(at))) {
      cell.append(text.charAt(at++));
    }
    return cell.toString();
  }

  private boolean endsCell(char next) {
    return next == delimiter || next == '\n' || next == '\r';
  }
}
