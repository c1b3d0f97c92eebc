package city.urna.verifier.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** What is wrong with the exports, by file. */
final class Faults {
  private static final int LONGEST = 80;

  private final SequencedMap<String, List<String>> found = new LinkedHashMap<>();
  private String file = "";

  /** From here on it is about this file. */
  void in(String name) {
    file = name;
  }

  void add(String what) {
    found.computeIfAbsent(file, _ -> new ArrayList<>()).add(what);
  }

  /** Whether the export says what the record gives; otherwise notes it. */
  boolean same(String where, Object record, Object export) {
    if (Objects.equals(record, export)) {
      return true;
    }
    add(where + " is " + shown(export) + ", the record gives " + shown(record));
    return false;
  }

  static String shown(Object value) {
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    return '"' + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + '"';
  }

  /** A line for each wrong file: its name, what is wrong first, and how much more is. */
  List<String> byFile() {
    return found.entrySet().stream()
        .map(
            entry -> {
              int more = entry.getValue().size() - 1;
              String first = entry.getKey() + ": " + entry.getValue().getFirst();
              return more == 0 ? first : first + " (and " + more + " more)";
            })
        .toList();
  }
}
