package city.urna.verifier.log;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.List;

/**
 * The text of a checkpoint (C2SP tlog-checkpoint) without its signatures: unproven.
 *
 * @param size leaves
 * @param root 32 bytes
 */
public record TreeHead(String origin, long size, Bytes root) {
  /** Reads the three lines; refuses any other number of lines and every second spelling. */
  static Parsed<TreeHead> parse(List<String> lines) {
    if (lines.size() != 3) {
      return Parsed.malformed("a checkpoint's text is three lines");
    }
    if (!(Spelling.decimal(lines.get(1)) instanceof Parsed.Ok<Long>(Long size))) {
      return Parsed.malformed("checkpoint size is no plain decimal");
    }
    if (!(Spelling.base64(lines.get(2)) instanceof Parsed.Ok<Bytes>(Bytes root))
        || root.size() != 32) {
      return Parsed.malformed("checkpoint root is not 32 bytes in canonical base64");
    }
    return lines.get(0).isEmpty()
        ? Parsed.malformed("checkpoint origin is empty")
        : Parsed.ok(new TreeHead(lines.get(0), size, root));
  }

  /** The text that is signed. */
  String text() {
    return origin + "\n" + size + "\n" + Spelling.base64(root) + "\n";
  }
}
