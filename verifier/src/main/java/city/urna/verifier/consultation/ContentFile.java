package city.urna.verifier.consultation;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Hashes;
import city.urna.verifier.bytes.Parsed;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A content as the archive holds it (spec consultation §3, §9), read once and not kept: {@code salt
 * ‖ u8 kind ‖ u8 length ‖ media type ‖ bytes}.
 *
 * @param commitment under the process and scope asked for
 * @param length of the bytes alone
 */
public record ContentFile(Bytes commitment, int kind, String mediaType, long length) {
  /** The most bytes that a content has. */
  public static final int MOST_BYTES = 20_971_520;

  /** The most bytes that its file has. */
  public static final int MOST_FILE_BYTES = MOST_BYTES + 34 + 100;

  private static final String TOKEN = "[a-z0-9][a-z0-9!#$&^_.+-]*";
  private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN);

  /**
   * Reads a file to its end.
   *
   * @param size of the file
   * @throws IOException where it cannot be read
   */
  public static Parsed<ContentFile> read(
      InputStream stream, long size, String process, String scope) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (size > MOST_FILE_BYTES || size < 34) {
      return Parsed.malformed("is too large or too short for a content");
    }
    Bytes salt = Bytes.of(in.readNBytes(32));
    int kind = in.readUnsignedByte();
    byte[] name = in.readNBytes(in.readUnsignedByte());
    String mediaType = new String(name, StandardCharsets.ISO_8859_1);
    long length = size - 34 - name.length;
    if (length < 1
        || name.length < 3
        || name.length > 100
        || !MEDIA_TYPE.matcher(mediaType).matches()) {
      return Parsed.malformed("has no media type, or no bytes after it");
    }
    MessageDigest digest = Hashes.sha256();
    Transcript.of("content", process, scope, Bytes.ZERO_32)
        .absorb("salt", salt)
        .absorb("kind", kind)
        .absorb("media-type", mediaType)
        .bytes()
        .feed(digest);
    Bytes.concat(Bytes.of(new byte[] {5}), Bytes.ofUtf8("bytes"), Bytes.u32((int) length))
        .feed(digest);
    byte[] part = new byte[1 << 16];
    long left = length;
    for (int read = in.read(part); read >= 0 && left > 0; read = in.read(part)) {
      digest.update(part, 0, read);
      left -= read;
    }
    return left == 0
        ? Parsed.ok(new ContentFile(Bytes.of(digest.digest()), kind, mediaType, length))
        : Parsed.malformed("is of another length than it was");
  }
}
