package city.urna.client.clerk;

import city.urna.client.definition.DefinitionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The register's extract as CSV with a header line: columns {@code person} (the register's number)
 * and {@code style} (ballot style), separated by comma or semicolon. No names are needed, and none
 * are read.
 */
final class PeopleFile {
  /** One line: somebody who may vote. */
  record Person(String number, String style) {}

  private PeopleFile() {}

  /**
   * Reads the file.
   *
   * @throws DefinitionException naming the line and what is wrong with it
   */
  static List<Person> read(Path file, Set<String> styles) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new DefinitionException(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    if (lines.isEmpty()) {
      throw new DefinitionException(file + " is empty: it needs a header line person,style");
    }
    String header = lines.getFirst().replace("\uFEFF", "");
    String separator = header.contains(";") ? ";" : ",";
    List<String> columns =
        List.of(header.strip().toLowerCase(java.util.Locale.ROOT).split(separator));
    int person = columns.indexOf("person");
    int style = columns.indexOf("style");
    if (person < 0 || style < 0) {
      throw new DefinitionException(file + ", line 1: needs the columns person and style");
    }
    List<Person> people = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      String[] cells = lines.get(i).split(separator, -1);
      String place = file + ", line " + (i + 1) + ": ";
      if (cells.length < columns.size()) {
        throw new DefinitionException(place + "has fewer columns than the header");
      }
      Person read = new Person(cells[person].strip(), cells[style].strip());
      if (read.number().isEmpty() || !seen.add(read.number())) {
        throw new DefinitionException(place + "the person's number is missing or stands twice");
      }
      if (!styles.contains(read.style())) {
        throw new DefinitionException(
            place + "style " + shown(read.style()) + " is none of " + String.join(", ", styles));
      }
      people.add(read);
    }
    return people;
  }

  /** Enough of a cell to find it by; a file can hold one of any length. */
  private static String shown(String cell) {
    return cell.length() > 64 ? cell.substring(0, 64) + "…" : cell;
  }
}
