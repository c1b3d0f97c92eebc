package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a log at one size (C2SP tlog-checkpoint, spec log §3): origin, size, root.
 *
 * <p>No extension lines: a text that has one is refused.
 */
public record Checkpoint(String origin, long size, Digest root) {
  private static final Pattern TEXT =
      Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/=]{44})\n");

  public Checkpoint {
    if (!NoteKey.isName(origin) || size < 0) {
      throw new IllegalArgumentException("not a checkpoint");
    }
  }

  /** Reads the text of a note; refuses another number of lines and non-canonical base64. */
  public static Parsed<Checkpoint> parse(String text) {
    Matcher lines = TEXT.matcher(text);
    if (!lines.matches() || !NoteKey.isName(lines.group(1))) {
      return new Parsed.Malformed<>("not a checkpoint of three lines");
    }
    long size;
    try {
      size = Long.parseLong(lines.group(2));
    } catch (NumberFormatException tooLarge) {
      return new Parsed.Malformed<>("a tree of 2^63 leaves or more");
    }
    return Bytes.fromBase64(lines.group(3))
        .flatMap(Digest::parse)
        .map(root -> new Checkpoint(lines.group(1), size, root));
  }

  /** The three lines. */
  public String text() {
    return origin + "\n" + size + "\n" + root.value().base64() + "\n";
  }

  /** The note with the log's own signature; the key's name is the origin. */
  public SignedNote sign(Ed25519PrivateKey logKey) {
    NoteKey key =
        new NoteKey(
            origin, NoteKey.Type.LOG, Ed25519PublicKey.decode(logKey.publicKey()).orThrow());
    Bytes signature = logKey.sign(Bytes.ofUtf8(text()));
    return new SignedNote(text(), List.of(new NoteSignature(origin, key.id(), signature)));
  }
}
