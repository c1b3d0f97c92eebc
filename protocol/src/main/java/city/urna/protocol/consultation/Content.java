package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Something that may have to be erased, and of which the ledger holds a salted commitment only
 * (spec consultation §3). The text form tells nothing of what it holds.
 *
 * <p>Shapes: a salt of 32 bytes; a media type of 3 to 100 characters; 1 to 20,971,520 bytes.
 */
public record Content(Bytes salt, ContentKind kind, String mediaType, Bytes bytes) {
  /** The salt's length in bytes. */
  public static final int SALT_SIZE = 32;

  /** The most bytes of one content. */
  public static final int MOST_BYTES = 20_971_520;

  private static final int MOST_MEDIA_TYPE = 100;
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");

  public Content {
    if (salt.size() != SALT_SIZE
        || !isMediaType(mediaType)
        || bytes.isEmpty()
        || bytes.size() > MOST_BYTES) {
      throw new IllegalArgumentException("not a content");
    }
  }

  /** A content with a fresh salt. */
  public static Content of(ContentKind kind, String mediaType, Bytes bytes, SecureRandom random) {
    byte[] salt = new byte[SALT_SIZE];
    random.nextBytes(salt);
    return new Content(Bytes.of(salt), kind, mediaType, bytes);
  }

  /** A text in plain UTF-8, with a fresh salt. */
  public static Content text(String text, SecureRandom random) {
    return of(ContentKind.TEXT, "text/plain", Bytes.ofUtf8(text), random);
  }

  /** Whether this is a media type without parameters, in lower case (§3.2). */
  public static boolean isMediaType(String text) {
    return text.length() <= MOST_MEDIA_TYPE && MEDIA_TYPE.matcher(text).matches();
  }

  /** What the ledger holds of it in a scope (§3.3). */
  public Digest commitment(String process, String scope) {
    return Transcript.of("content", Context.bare(process, scope))
        .absorb("salt", salt)
        .absorb("kind", kind.number())
        .absorb("media-type", mediaType)
        .absorb("bytes", bytes)
        .hash();
  }

  /**
   * How an act or a decision names it.
   *
   * @param withheld why it is not public, an id; empty for what is public
   */
  public ContentRef reference(String process, String scope, String withheld) {
    if (!withheld.isEmpty() && !Identifiers.isId(withheld)) {
      throw new IllegalArgumentException("a reason for withholding is an id");
    }
    return ContentRef.newBuilder()
        .setKind(kind.number())
        .setCommitment(commitment(process, scope).value().toByteString())
        .setLength(bytes.size())
        .setWithheld(withheld)
        .build();
  }

  /** Whether this is what that reference of the scope stands for. */
  public boolean fits(ContentRef reference, String process, String scope) {
    return reference.getKind() == kind.number()
        && reference.getLength() == bytes.size()
        && Bytes.of(reference.getCommitment()).equals(commitment(process, scope).value());
  }

  /** The archive's file {@code contents/<commitment>} (§9). */
  public Bytes encode() {
    return Bytes.concat(
        salt, Wire.u8(kind.number()), Wire.u8(mediaType.length()), Bytes.ofUtf8(mediaType), bytes);
  }

  /** Reads the archive's file. */
  public static Parsed<Content> decode(Bytes file) {
    if (file.size() > SALT_SIZE + 2 + MOST_MEDIA_TYPE + MOST_BYTES) {
      return new Parsed.Malformed<>("too long for a content");
    }
    return Wire.read(
        file,
        reader -> {
          Bytes salt = reader.take(SALT_SIZE);
          ContentKind kind =
              ContentKind.of(reader.u8()).orElseThrow(() -> reader.refuse("an unknown kind"));
          Bytes mediaType = reader.take(reader.u8());
          String type = new String(mediaType.toArray(), StandardCharsets.ISO_8859_1);
          Bytes bytes = reader.take(file.size() - SALT_SIZE - 2L - mediaType.size());
          if (!isMediaType(type) || bytes.isEmpty() || bytes.size() > MOST_BYTES) {
            throw reader.refuse("a media type that is none, or no bytes");
          }
          return new Content(salt, kind, type, bytes);
        });
  }

  @Override
  public String toString() {
    return "Content[" + kind + ", redacted]";
  }
}
