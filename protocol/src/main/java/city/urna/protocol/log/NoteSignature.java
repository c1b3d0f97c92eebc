package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;

/**
 * One signature line of a note: {@code — name base64(key id ‖ value)}.
 *
 * <p>Shapes: a key id of four bytes; the value as the key's type says.
 */
public record NoteSignature(String name, Bytes keyId, Bytes value) {
  private static final String DASH = "\u2014 ";
  private static final int ID_SIZE = 4;

  public NoteSignature {
    if (!NoteKey.isName(name) || keyId.size() != ID_SIZE || value.isEmpty()) {
      throw new IllegalArgumentException("not a signature line");
    }
  }

  /** Reads one line without its line feed. */
  public static Parsed<NoteSignature> parse(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length != 3 || !line.startsWith(DASH) || !NoteKey.isName(parts[1])) {
      return new Parsed.Malformed<>("not a signature line");
    }
    return Bytes.fromBase64(parts[2])
        .flatMap(
            decoded ->
                decoded.size() > ID_SIZE
                    ? new Parsed.Ok<>(
                        new NoteSignature(
                            parts[1],
                            decoded.slice(0, ID_SIZE),
                            decoded.slice(ID_SIZE, decoded.size())))
                    : new Parsed.Malformed<>("a signature line without signature"));
  }

  /** The line without its line feed. */
  public String text() {
    return DASH + name + " " + Bytes.concat(keyId, value).base64();
  }
}
