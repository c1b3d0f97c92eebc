package city.urna.verifier.bytes;

import com.google.protobuf.ByteString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable byte string: copied in, copied out. Ordered as unsigned bytes, shorter first where
 * one is a prefix of the other. Holds public values only; nothing here is constant time but {@code
 * equals} on strings of one length.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  /** 32 zero bytes: the context where there is none, the tracker that a first ballot replaces. */
  public static final Bytes ZERO_32 = new Bytes(new byte[32]);

  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  public static Bytes of(byte[] content, int from, int to) {
    return new Bytes(Arrays.copyOfRange(content, from, to));
  }

  public static Bytes of(ByteString content) {
    return new Bytes(content.toByteArray());
  }

  public static Bytes ofUtf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Four bytes, big-endian. */
  public static Bytes u32(int value) {
    return new Bytes(
        new byte[] {
          (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
        });
  }

  /** Eight bytes, big-endian. */
  public static Bytes u64(long value) {
    byte[] out = new byte[8];
    for (int i = 0; i < 8; i++) {
      out[i] = (byte) (value >>> (56 - 8 * i));
    }
    return new Bytes(out);
  }

  public static Bytes concat(Bytes... parts) {
    int size = 0;
    for (Bytes part : parts) {
      size = Math.addExact(size, part.size());
    }
    byte[] out = new byte[size];
    int at = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.content, 0, out, at, part.content.length);
      at += part.content.length;
    }
    return new Bytes(out);
  }

  /** Reads lower-case hexadecimal; upper case, an odd length or another character is malformed. */
  public static Parsed<Bytes> fromHex(String text) {
    if (text.length() % 2 != 0 || !text.matches("[0-9a-f]*")) {
      return new Parsed.Malformed<>("not lower-case hexadecimal");
    }
    return new Parsed.Ok<>(new Bytes(HexFormat.of().parseHex(text)));
  }

  /** SHA-256 of the parts, one after the other. */
  public static Bytes sha256(Bytes... parts) {
    return new Bytes(Hashes.sha256(concat(parts).content));
  }

  public int size() {
    return content.length;
  }

  public boolean isEmpty() {
    return content.length == 0;
  }

  /** The byte at a place, 0 to 255. */
  public int at(int place) {
    return content[place] & 0xff;
  }

  /** The eight bytes from a place on, as a big-endian number. */
  public long u64At(int place) {
    return (long) U64.get(content, place);
  }

  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(content, from, to));
  }

  public byte[] toArray() {
    return content.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(content);
  }

  public boolean isZero() {
    int seen = 0;
    for (byte b : content) {
      seen |= b;
    }
    return seen == 0;
  }

  /** Copies the content into an array at a place. */
  public void copyInto(byte[] target, int at) {
    System.arraycopy(content, 0, target, at, content.length);
  }

  /** Feeds the content to a hash. */
  public void feed(MessageDigest digest) {
    digest.update(content);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** At most the first 32 bytes, in hexadecimal. */
  @Override
  public String toString() {
    return content.length <= 32
        ? hex()
        : HexFormat.of().formatHex(content, 0, 32) + "… (" + content.length + " bytes)";
  }
}
