package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import java.math.BigInteger;

/** I2OSP and OS2IP of RFC 8017 §4. */
final class BigEndian {
  private BigEndian() {}

  /** A number from 0 as so many bytes; it must fit. */
  static Bytes encode(BigInteger number, int size) {
    byte[] signed = number.toByteArray();
    int skip = signed.length > 1 && signed[0] == 0 ? 1 : 0;
    if (number.signum() < 0 || signed.length - skip > size) {
      throw new IllegalArgumentException("the number does not fit " + size + " bytes");
    }
    byte[] out = new byte[size];
    System.arraycopy(signed, skip, out, size - signed.length + skip, signed.length - skip);
    return Bytes.of(out);
  }

  /** The number that these bytes write. */
  static BigInteger decode(Bytes bytes) {
    return new BigInteger(1, bytes.toArray());
  }
}
