package city.urna.verifier.arithmetic;

import java.math.BigInteger;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;

/** The numbers of P-256 (SEC 2, secp256r1). */
final class Curve {
  static final SecP256R1Curve BC = new SecP256R1Curve();

  static final BigInteger PRIME = SecP256R1Curve.q;

  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private Curve() {}
}
