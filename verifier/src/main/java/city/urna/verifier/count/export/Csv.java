package city.urna.verifier.count.export;

import java.util.List;

/** Comma-separated values as RFC 4180 writes them, with line feeds. */
final class Csv {
  private final StringBuilder text = new StringBuilder();

  Csv row(List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(cell(cells.get(i), ','));
    }
    text.append('\n');
    return this;
  }

  /** A cell in quotes where it needs them. */
  static String cell(String value, char delimiter) {
    boolean plain =
        value.indexOf(delimiter) < 0
            && value.indexOf('"') < 0
            && value.indexOf('\n') < 0
            && value.indexOf('\r') < 0
            && value.equals(value.strip());
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
