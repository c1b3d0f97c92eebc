package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a voter keeps: the entry of the ballot, its path, and a cosigned checkpoint (C2SP
 * tlog-proof, spec log §4). It says <em>recorded</em>; the closed set says <em>counted</em>.
 *
 * <p>Checked without a network, years later, by whoever trusts the log's key and enough cosigners.
 */
public record Receipt(LogEntry entry, List<Digest> path, SignedNote note) {
  private static final String FORMAT = "c2sp.org/tlog-proof@v1";
  private static final int MOST_PATH = 63;
  private static final int MOST_BYTES = 131_072;

  public Receipt {
    path = List.copyOf(path);
    if (path.size() > MOST_PATH) {
      throw new IllegalArgumentException("a path has at most 63 hashes");
    }
  }

  /** What came of checking a receipt. */
  public sealed interface Outcome {
    /** The entry stands on the log under this checkpoint. */
    record Recorded(LogEntry entry, Checkpoint checkpoint, List<Cosignature> cosignatures)
        implements Outcome {
      public Recorded {
        cosignatures = List.copyOf(cosignatures);
      }
    }

    /** The checkpoint is not to be trusted. */
    record UntrustedCheckpoint(CheckpointTrust.Step step, String reason) implements Outcome {}

    /** The path does not lead from the entry to the checkpoint's root. */
    record WrongPath(String reason) implements Outcome {}
  }

  /** The receipt of a leaf under a checkpoint of this tree. */
  public static Receipt of(LogEntry entry, MerkleTree tree, SignedNote note) {
    long size = Checkpoint.parse(note.text()).orThrow().size();
    return new Receipt(entry, tree.inclusion(entry.position(), size).path(), note);
  }

  /** Reads a receipt; refuses everything that {@link #encode()} would not write. */
  public static Parsed<Receipt> parse(Bytes bytes) {
    if (bytes.size() > MOST_BYTES) {
      return new Parsed.Malformed<>("too long for a receipt");
    }
    return bytes.utf8().flatMap(Receipt::parseText);
  }

  private static Parsed<Receipt> parseText(String text) {
    int border = text.indexOf("\n\n");
    if (border < 0) {
      return new Parsed.Malformed<>("a receipt without checkpoint");
    }
    String[] lines = text.substring(0, border).split("\n", -1);
    if (lines.length < 3 || lines.length > 3 + MOST_PATH || !lines[0].equals(FORMAT)) {
      return new Parsed.Malformed<>("not a receipt");
    }
    if (!lines[1].startsWith("extra ") || !lines[2].startsWith("index ")) {
      return new Parsed.Malformed<>("a receipt without entry or index");
    }
    Parsed<List<Digest>> path = new Parsed.Ok<>(List.of());
    for (int i = 3; i < lines.length; i++) {
      String line = lines[i];
      path =
          path.flatMap(
              before ->
                  Bytes.fromBase64(line)
                      .flatMap(Digest::parse)
                      .map(
                          hash -> {
                            List<Digest> all = new ArrayList<>(before);
                            all.add(hash);
                            return all;
                          }));
    }
    Parsed<List<Digest>> hashes = path;
    Parsed<SignedNote> note = SignedNote.parse(Bytes.ofUtf8(text.substring(border + 2)));
    return Bytes.fromBase64(lines[1].substring("extra ".length()))
        .flatMap(LogEntry::decode)
        .flatMap(
            entry ->
                lines[2].equals("index " + entry.position())
                    ? hashes.flatMap(all -> note.map(signed -> new Receipt(entry, all, signed)))
                    : new Parsed.Malformed<>("the index is not the entry's position"));
  }

  /** The exact bytes of the receipt. */
  public Bytes encode() {
    StringBuilder text = new StringBuilder(FORMAT);
    text.append("\nextra ").append(entry.encode().base64());
    text.append("\nindex ").append(entry.position());
    for (Digest hash : path) {
      text.append('\n').append(hash.value().base64());
    }
    return Bytes.concat(Bytes.ofUtf8(text.append("\n\n").toString()), note.encode());
  }

  /** The same as text, as it stands in answers in JSON. */
  public String text() {
    return new String(encode().toArray(), StandardCharsets.UTF_8);
  }

  /** Checks log signature, quorum and path. */
  public Outcome check(CheckpointTrust trust) {
    return switch (trust.check(note)) {
      case CheckpointTrust.Outcome.Refused(CheckpointTrust.Step step, String reason) ->
          new Outcome.UntrustedCheckpoint(step, reason);
      case CheckpointTrust.Outcome.Trusted(
              Checkpoint checkpoint,
              List<Cosignature> cosignatures) -> {
        if (entry.position() >= checkpoint.size()) {
          yield new Outcome.WrongPath("the checkpoint ends before the entry");
        }
        InclusionProof proof = new InclusionProof(entry.position(), checkpoint.size(), path);
        yield proof.holds(entry.leafHash(), checkpoint.root())
            ? new Outcome.Recorded(entry, checkpoint, cosignatures)
            : new Outcome.WrongPath("the path does not lead to the checkpoint's root");
      }
    };
  }
}
