package city.urna.verifier.log;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/**
 * A receipt that holds (spec log §4): its entry stands in the tree of a checkpoint that the log
 * signed and a quorum cosigned. It says <em>recorded</em>, not counted.
 */
public record Receipt(LogEntry entry, Checkpoint checkpoint) {
  /** The most bytes that a receipt may have. */
  public static final int MOST_BYTES = Checkpoint.MOST_BYTES + (1 << 13);

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /** The longest inclusion proof of a tree of fewer than 2⁶³ leaves. */
  private static final int LONGEST = 63;

  /** Reads and checks a receipt offline, step by step as spec log §4 lists them. */
  public static Parsed<Receipt> parse(Bytes note, LogTrust trust) {
    if (note.size() > MOST_BYTES) {
      return Parsed.malformed("receipt is larger than " + MOST_BYTES + " bytes");
    }
    Cursor cursor = new Cursor(note);
    if (!cursor.line().equals(HEADER)) {
      return Parsed.malformed("receipt does not start with " + HEADER);
    }
    String extra = cursor.line();
    String index = cursor.line();
    if (!extra.startsWith(EXTRA) || !index.startsWith(INDEX)) {
      return Parsed.malformed("receipt has no extra or no index line");
    }
    List<Bytes> path = new ArrayList<>();
    for (String line = cursor.line(); !line.isEmpty(); line = cursor.line()) {
      if (!(Spelling.base64(line) instanceof Parsed.Ok<Bytes>(Bytes hash))
          || hash.size() != 32
          || path.size() == LONGEST) {
        return Parsed.malformed("receipt: a line of the inclusion proof is refused");
      }
      path.add(hash);
    }
    if (!cursor.afterBlankLine()) {
      return Parsed.malformed("receipt has no blank line before its checkpoint");
    }
    return Spelling.base64(extra.substring(EXTRA.length()))
        .flatMap(LogEntry::parse)
        .flatMap(
            entry ->
                Spelling.decimal(index.substring(INDEX.length()))
                    .flatMap(
                        position ->
                            Checkpoint.parse(cursor.rest(), trust)
                                .flatMap(
                                    checkpoint -> included(entry, position, path, checkpoint))));
  }

  private static Parsed<Receipt> included(
      LogEntry entry, long position, List<Bytes> path, Checkpoint checkpoint) {
    if (entry.position() != position) {
      return Parsed.malformed("receipt: the entry names another position");
    }
    return Merkle.rootOfInclusion(
            position, checkpoint.head().size(), Merkle.leafHash(entry.encode()), path)
        .flatMap(
            root ->
                root.equals(checkpoint.head().root())
                    ? Parsed.ok(new Receipt(entry, checkpoint))
                    : Parsed.malformed("receipt: the path leads to another root"));
  }

  /** Lines of a byte string, read one after the other as Latin letters; an absent one is empty. */
  private static final class Cursor {
    private final Bytes bytes;
    private int at;
    private boolean blank;

    Cursor(Bytes bytes) {
      this.bytes = bytes;
    }

    String line() {
      StringBuilder line = new StringBuilder();
      while (at < bytes.size() && bytes.at(at) != '\n') {
        line.append((char) bytes.at(at++));
      }
      blank = at < bytes.size() && line.isEmpty();
      at++;
      return line.toString();
    }

    /** Whether the last line was there and empty. */
    boolean afterBlankLine() {
      return blank;
    }

    Bytes rest() {
      return bytes.slice(Math.min(at, bytes.size()), bytes.size());
    }
  }
}
