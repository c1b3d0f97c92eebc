package city.urna.protocol.bytes;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An immutable byte string, copied in and copied out.
 *
 * <p>Ordered as unsigned bytes, a prefix before what it begins. Two of equal length are compared
 * without leaving early; the length itself is no secret. The text form shows the length only, so
 * that nothing secret gets into a message by accident: {@link #hex()} is asked for by name.
 */
public final class Bytes implements Comparable<Bytes> {
  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final HexFormat HEX = HexFormat.of();

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** These bytes, copied. */
  public static Bytes of(byte[] value) {
    return value.length == 0 ? EMPTY : new Bytes(value.clone());
  }

  /** The bytes that a protobuf field holds. */
  public static Bytes of(ByteString value) {
    return value.isEmpty() ? EMPTY : new Bytes(value.toByteArray());
  }

  /** The UTF-8 form of a text. */
  public static Bytes ofUtf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** That many zero bytes. */
  public static Bytes zero(int size) {
    return new Bytes(new byte[size]);
  }

  /** The parts one after the other. */
  public static Bytes concat(Bytes... parts) {
    int size = 0;
    for (Bytes part : parts) {
      size = Math.addExact(size, part.value.length);
    }
    byte[] all = new byte[size];
    int at = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.value, 0, all, at, part.value.length);
      at += part.value.length;
    }
    return new Bytes(all);
  }

  /** Reads lower-case hex; refuses an odd length and every other character. */
  public static Parsed<Bytes> fromHex(String text) {
    if (text.length() % 2 != 0) {
      return new Parsed.Malformed<>("hex of odd length");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return new Parsed.Malformed<>("not lower-case hex");
      }
    }
    return new Parsed.Ok<>(new Bytes(HEX.parseHex(text)));
  }

  /**
   * Reads standard base64 (RFC 4648 §4) strictly: with padding, without white space, the unused
   * bits zero. Whatever would not be written the same way again is refused.
   */
  public static Parsed<Bytes> fromBase64(String text) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return new Parsed.Malformed<>("not base64");
    }
    if (!Base64.getEncoder().encodeToString(decoded).equals(text)) {
      return new Parsed.Malformed<>("base64 that is not canonical");
    }
    return new Parsed.Ok<>(new Bytes(decoded));
  }

  /** A copy for whoever wants an array. */
  public byte[] toArray() {
    return value.clone();
  }

  /** The same bytes as a protobuf value. */
  public ByteString toByteString() {
    return ByteString.copyFrom(value);
  }

  public int size() {
    return value.length;
  }

  public boolean isEmpty() {
    return value.length == 0;
  }

  /** The byte at that place, 0 to 255. */
  public int at(int index) {
    return value[index] & 0xff;
  }

  /** The bytes from {@code from} up to and without {@code to}. */
  public Bytes slice(int from, int to) {
    if (from < 0 || to < from || to > value.length) {
      throw new IllegalArgumentException("no such slice: " + from + " to " + to);
    }
    return new Bytes(Arrays.copyOfRange(value, from, to));
  }

  /** Lower-case hex. */
  public String hex() {
    return HEX.formatHex(value);
  }

  /** Standard base64 with padding. */
  public String base64() {
    return Base64.getEncoder().encodeToString(value);
  }

  /** The text of which these are the UTF-8 bytes; refuses what is not well-formed UTF-8. */
  public Parsed<String> utf8() {
    try {
      return new Parsed.Ok<>(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException notUtf8) {
      return new Parsed.Malformed<>("not UTF-8");
    }
  }

  /** Feeds these bytes to a digest without a copy. */
  public void updateInto(MessageDigest digest) {
    digest.update(value);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Bytes[" + value.length + "]";
  }
}
