package city.urna.verifier.log;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.log.LogTrust.Cosigner;
import city.urna.verifier.signature.Ed25519;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A checkpoint whose signatures have been verified (spec log §3): the log's, then those of distinct
 * trusted cosigners in their order.
 */
public record Checkpoint(TreeHead head, List<Cosignature> cosignatures) {
  /** Who cosigned, and when, in seconds since 1970. */
  public record Cosignature(String cosigner, long time) {}

  /** The most bytes that a checkpoint may have. */
  public static final int MOST_BYTES = 1 << 16;

  /** What stands in a checkpoint, before any signature is looked at. */
  private record Lines(TreeHead head, List<String> signatures) {}

  /** Reads a checkpoint under trust; refuses fewer cosignatures than the quorum. */
  public static Parsed<Checkpoint> parse(Bytes note, LogTrust trust) {
    return parse(note, trust, trust.quorum());
  }

  /**
   * Reads a checkpoint under trust.
   *
   * <p>Refuses another origin, an extension line, a wrong or missing log signature, any line that
   * is no valid cosignature of a trusted cosigner, one out of order or twice, and any second
   * spelling.
   *
   * @param fewest cosignatures
   */
  static Parsed<Checkpoint> parse(Bytes note, LogTrust trust, int fewest) {
    return lines(note).flatMap(lines -> verify(lines, trust, fewest));
  }

  /** Reads the text only, whatever the signatures. */
  public static Parsed<TreeHead> unproven(Bytes note) {
    return lines(note).map(Lines::head);
  }

  private static Parsed<Lines> lines(Bytes note) {
    if (note.size() > MOST_BYTES) {
      return Parsed.malformed("checkpoint is larger than " + MOST_BYTES + " bytes");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note.toArray())).toString();
    } catch (CharacterCodingException e) {
      return Parsed.malformed("checkpoint is not UTF-8");
    }
    if (!text.endsWith("\n")) {
      return Parsed.malformed("checkpoint does not end with a line feed");
    }
    List<String> lines = Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
    int blank = lines.indexOf("");
    if (blank < 0) {
      return Parsed.malformed("checkpoint has no blank line before its signatures");
    }
    return TreeHead.parse(lines.subList(0, blank))
        .map(head -> new Lines(head, lines.subList(blank + 1, lines.size())));
  }

  private static Parsed<Checkpoint> verify(Lines lines, LogTrust trust, int fewest) {
    TreeHead head = lines.head();
    if (!head.origin().equals(trust.origin())) {
      return Parsed.malformed("checkpoint of another log");
    }
    List<String> signatures = lines.signatures();
    Bytes text = Bytes.ofUtf8(head.text());
    if (signatures.isEmpty()
        || !(signature(signatures.getFirst(), trust.logNoteKey())
            instanceof Parsed.Ok<Bytes>(Bytes logSignature))
        || !Ed25519.verifies(trust.logKey(), text, logSignature)) {
      return Parsed.malformed("checkpoint does not start with a valid signature of the log");
    }
    List<Cosignature> found = new ArrayList<>();
    int next = 0;
    for (String line : signatures.subList(1, signatures.size())) {
      while (next < trust.cosigners().size()
          && !line.startsWith(trust.noteKey(trust.cosigners().get(next)).prefix())) {
        next++;
      }
      if (next == trust.cosigners().size()) {
        return Parsed.malformed("checkpoint line of no trusted cosigner, out of order or twice");
      }
      Cosigner cosigner = trust.cosigners().get(next++);
      switch (cosignature(line, trust.noteKey(cosigner), head)) {
        case Parsed.Ok<Long>(Long time) -> found.add(new Cosignature(cosigner.id(), time));
        case Parsed.Malformed<Long> refused -> {
          return refused.in("cosignature of " + cosigner.id());
        }
      }
    }
    return found.size() < fewest
        ? Parsed.malformed(
            "checkpoint has " + found.size() + " cosignatures of " + fewest + " needed")
        : Parsed.ok(new Checkpoint(head, List.copyOf(found)));
  }

  /** The signature of a line that this key must have made, after its key id. */
  private static Parsed<Bytes> signature(String line, NoteKey key) {
    if (!line.startsWith(key.prefix())) {
      return Parsed.malformed("another key's name");
    }
    return Spelling.base64(line.substring(key.prefix().length()))
        .flatMap(
            bytes ->
                bytes.size() > 4 && bytes.slice(0, 4).equals(key.id())
                    ? Parsed.ok(bytes.slice(4, bytes.size()))
                    : Parsed.malformed("another key's id"));
  }

  /** Verifies a timestamped signature and gives its time. */
  private static Parsed<Long> cosignature(String line, NoteKey key, TreeHead head) {
    return signature(line, key)
        .flatMap(
            stamped -> {
              if (stamped.size() != 72 || stamped.at(0) >= 0x80) {
                return Parsed.malformed("not a timestamp and a signature");
              }
              long time = ByteBuffer.wrap(stamped.toArray()).getLong();
              Bytes message = Bytes.ofUtf8("cosignature/v1\ntime " + time + "\n" + head.text());
              return Ed25519.verifies(key.key(), message, stamped.slice(8, 72))
                  ? Parsed.ok(time)
                  : Parsed.malformed("does not verify");
            });
  }

  /** Between the first and the last of the cosignatures' times, in seconds. */
  public long apart() {
    return cosignatures.stream().mapToLong(Cosignature::time).max().orElse(0)
        - cosignatures.stream().mapToLong(Cosignature::time).min().orElse(0);
  }

  /**
   * The lower median of the cosignatures' times: when the record's cosigners had seen it.
   *
   * @throws IllegalArgumentException where there is no cosignature
   */
  public long time() {
    if (cosignatures.isEmpty()) {
      throw new IllegalArgumentException("a checkpoint without cosignatures has no time");
    }
    List<Long> times = cosignatures.stream().map(Cosignature::time).sorted().toList();
    return times.get((times.size() - 1) / 2);
  }
}
