package city.urna.client.clerk;

import city.urna.client.definition.DefinitionException;
import city.urna.protocol.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A registrar's own list: which public roll key was made for which person, and the salt of the
 * person's commitment. It holds no codes. It stays with the registrar, for the replacement of lost
 * letters and for sworn auditors.
 */
public record RollKeysFile(List<Line> lines) {
  private static final String HEADER = "person;style;key;salt";

  /** One person. */
  public record Line(String person, String style, Bytes key, Bytes salt) {}

  public RollKeysFile {
    lines = List.copyOf(lines);
  }

  /** Writes a new file for its owner's eyes; refuses to overwrite. */
  public void write(Path file) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (Line line : lines) {
      text.append(line.person()).append(';').append(line.style()).append(';');
      text.append(line.key().hex()).append(';').append(line.salt().hex()).append('\n');
    }
    Letters.write(file, text.toString());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws DefinitionException naming the line and what is wrong with it
   */
  public static RollKeysFile read(Path file) {
    List<String> texts;
    try {
      texts = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new DefinitionException(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    if (texts.isEmpty() || !texts.getFirst().equals(HEADER)) {
      throw new DefinitionException(file + " is not a registrar's list: its first line differs");
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 1; i < texts.size(); i++) {
      String[] cells = texts.get(i).split(";", -1);
      if (cells.length != 4
          || !cells[2].matches("[0-9a-f]{64}")
          || !cells[3].matches("[0-9a-f]{64}")) {
        throw new DefinitionException(file + ", line " + (i + 1) + ": was changed by hand");
      }
      lines.add(
          new Line(
              cells[0],
              cells[1],
              Bytes.fromHex(cells[2]).orThrow(),
              Bytes.fromHex(cells[3]).orThrow()));
    }
    return new RollKeysFile(lines);
  }
}
