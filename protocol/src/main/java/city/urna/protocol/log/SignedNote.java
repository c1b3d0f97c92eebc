package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with signature lines (C2SP signed-note). Reading it verifies nothing.
 *
 * <p>Shapes: the text ends with a line feed and holds no other control character; 1 to 64 lines.
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  private static final int MOST_SIGNATURES = 64;
  private static final int MOST_BYTES = 65_536;

  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("not a signed note");
    }
  }

  /** Reads a note; refuses control characters, what is not UTF-8, and every malformed line. */
  public static Parsed<SignedNote> parse(Bytes note) {
    if (note.size() > MOST_BYTES) {
      return new Parsed.Malformed<>("a note of more than 65,536 bytes");
    }
    return note.utf8().flatMap(SignedNote::parseText);
  }

  private static Parsed<SignedNote> parseText(String note) {
    if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      return new Parsed.Malformed<>("a note with control characters");
    }
    int border = note.lastIndexOf("\n\n");
    if (border < 0 || !note.endsWith("\n") || border + 2 >= note.length()) {
      return new Parsed.Malformed<>("a note without signatures");
    }
    String[] lines = note.substring(border + 2, note.length() - 1).split("\n", -1);
    if (lines.length > MOST_SIGNATURES) {
      return new Parsed.Malformed<>("a note with more than 64 signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines) {
      switch (NoteSignature.parse(line)) {
        case Parsed.Ok<NoteSignature>(NoteSignature signature) -> signatures.add(signature);
        case Parsed.Malformed<NoteSignature>(String reason) -> {
          return new Parsed.Malformed<>(reason);
        }
      }
    }
    return new Parsed.Ok<>(new SignedNote(note.substring(0, border + 1), signatures));
  }

  /** The bytes that an Ed25519 signature of type 01 stands on. */
  public Bytes signedText() {
    return Bytes.ofUtf8(text);
  }

  /** The note with one more line at the end. */
  public SignedNote with(NoteSignature signature) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.add(signature);
    return new SignedNote(text, all);
  }

  /** The exact bytes of the note. */
  public Bytes encode() {
    StringBuilder note = new StringBuilder(text).append('\n');
    for (NoteSignature signature : signatures) {
      note.append(signature.text()).append('\n');
    }
    return Bytes.ofUtf8(note.toString());
  }
}
