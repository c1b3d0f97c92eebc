package city.urna.protocol.bytes;

import java.util.function.Function;

/** Fixed-width unsigned integers, big-endian, written and read (spec encoding §1.1). */
public final class Wire {
  private static final long U32 = 0xffff_ffffL;

  private Wire() {}

  /** One byte, 0 to 255. */
  public static Bytes u8(int value) {
    return write(value, 1, 0xff);
  }

  /** Two bytes, 0 to 65,535. */
  public static Bytes u16(int value) {
    return write(value, 2, 0xffff);
  }

  /** Four bytes, 0 to 2³²−1. */
  public static Bytes u32(long value) {
    return write(value, 4, U32);
  }

  /** Eight bytes, 0 to 2⁶³−1: this program counts no further. */
  public static Bytes u64(long value) {
    return write(value, 8, Long.MAX_VALUE);
  }

  private static Bytes write(long value, int width, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(value + " does not fit u" + 8 * width);
    }
    byte[] out = new byte[width];
    for (int i = 0; i < width; i++) {
      out[i] = (byte) (value >>> 8 * (width - 1 - i));
    }
    return Bytes.of(out);
  }

  /**
   * Reads bytes from beginning to end. Whatever the steps read beyond the end, or leave over, makes
   * the whole malformed, and so does what they refuse.
   */
  public static <T> Parsed<T> read(Bytes input, Function<Reader, T> steps) {
    Reader reader = new Reader(input);
    try {
      T value = steps.apply(reader);
      return reader.end() ? new Parsed.Ok<>(value) : new Parsed.Malformed<>("bytes left over");
    } catch (Refused refused) {
      return new Parsed.Malformed<>(refused.getMessage());
    }
  }

  /** A place in a byte string that only goes forward; made by {@link Wire#read}. */
  public static final class Reader {
    private final Bytes input;
    private int at;

    private Reader(Bytes input) {
      this.input = input;
    }

    public int u8() {
      return (int) number(1);
    }

    public int u16() {
      return (int) number(2);
    }

    public long u32() {
      return number(4);
    }

    /** Eight bytes; refuses 2⁶³ and above. */
    public long u64() {
      long value = number(8);
      if (value < 0) {
        throw refuse("a number of 2^63 or more");
      }
      return value;
    }

    /** The next so many bytes. */
    public Bytes take(long size) {
      if (size < 0 || size > input.size() - at) {
        throw refuse("too short");
      }
      Bytes taken = input.slice(at, at + (int) size);
      at += (int) size;
      return taken;
    }

    /** The next 32 bytes. */
    public Digest digest() {
      return new Digest(take(Digest.SIZE));
    }

    /** The value of a part that was read with a parser of its own; malformed parts spoil all. */
    public <T> T require(Parsed<T> part) {
      return switch (part) {
        case Parsed.Ok<T>(T value) -> value;
        case Parsed.Malformed<T>(String reason) -> throw refuse(reason);
      };
    }

    /** Whether everything is read. */
    public boolean end() {
      return at == input.size();
    }

    /**
     * To be thrown by a step that finds the content wrong; {@link Wire#read} turns it into
     * malformed.
     */
    public RuntimeException refuse(String reason) {
      return new Refused(reason);
    }

    private long number(int width) {
      Bytes taken = take(width);
      long value = 0;
      for (int i = 0; i < width; i++) {
        value = value << 8 | taken.at(i);
      }
      return value;
    }
  }

  /** Carries a refusal from a step up to {@link Wire#read}, and no further. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason, null, false, false);
    }
  }
}
