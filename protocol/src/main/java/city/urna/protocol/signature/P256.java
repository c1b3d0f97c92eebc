package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;

/** The curve P-256 and its order's widths, as ECDSA needs them. */
final class P256 {
  static final ECDomainParameters DOMAIN;
  static final BigInteger ORDER;
  static final BigInteger HALF_ORDER;
  static final int SCALAR_SIZE = 32;

  static {
    X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
    DOMAIN = new ECDomainParameters(curve);
    ORDER = DOMAIN.getN();
    HALF_ORDER = ORDER.shiftRight(1);
  }

  private P256() {}

  /** 32 bytes, big-endian. */
  static Bytes encode(BigInteger scalar) {
    byte[] signed = scalar.toByteArray();
    byte[] out = new byte[SCALAR_SIZE];
    int size = Math.min(signed.length, SCALAR_SIZE);
    System.arraycopy(signed, signed.length - size, out, SCALAR_SIZE - size, size);
    return Bytes.of(out);
  }
}
