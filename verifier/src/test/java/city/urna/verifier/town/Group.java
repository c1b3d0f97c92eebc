package city.urna.verifier.town;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** P-256, ElGamal and the proofs as their makers compute them (spec proofs). */
final class Group {
  static final BigInteger Q = CustomNamedCurves.getByName("secp256r1").getN();
  static final ECPoint G = CustomNamedCurves.getByName("secp256r1").getG();
  static final ECPoint IDENTITY = G.getCurve().getInfinity();

  private Group() {}

  /** A ciphertext. */
  record Cipher(ECPoint alpha, ECPoint beta) {
    static final Cipher EMPTY = new Cipher(IDENTITY, IDENTITY);

    byte[] encode() {
      return Ink.join(point(alpha), point(beta));
    }

    Cipher plus(Cipher other) {
      return new Cipher(alpha.add(other.alpha), beta.add(other.beta));
    }

    Cipher times(long factor) {
      BigInteger k = BigInteger.valueOf(factor);
      return new Cipher(alpha.multiply(k), beta.multiply(k));
    }
  }

  static ECPoint base(BigInteger scalar) {
    return often(G, scalar);
  }

  /** A multiple of a point of which many are wanted: the first leaves a table for the others. */
  static ECPoint often(ECPoint point, BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(point, scalar.mod(Q));
  }

  static ECPoint times(ECPoint point, BigInteger scalar) {
    return point.multiply(scalar.mod(Q));
  }

  /** 33 bytes; the identity as zeros. */
  static byte[] point(ECPoint point) {
    return point.isInfinity() ? new byte[33] : point.normalize().getEncoded(true);
  }

  static byte[] scalar(BigInteger value) {
    byte[] raw = value.mod(Q).toByteArray();
    byte[] out = new byte[32];
    int size = Math.min(32, raw.length);
    System.arraycopy(raw, raw.length - size, out, 32 - size, size);
    return out;
  }

  static Cipher encrypt(ECPoint key, long value, BigInteger r) {
    return new Cipher(base(r), base(BigInteger.valueOf(value)).add(often(key, r)));
  }

  /** A range proof (spec proofs §2). The transcript holds all before the commitments. */
  static byte[] proveRange(
      Ink.Lines transcript,
      ECPoint key,
      Cipher cipher,
      int lo,
      int hi,
      int value,
      BigInteger r,
      Dice dice) {
    int k = hi - lo + 1;
    int j = value - lo;
    transcript
        .absorb("key", point(key))
        .absorb("ciphertext", cipher.encode())
        .absorb("range", Ink.join(Ink.u32(lo), Ink.u32(hi)))
        .absorb("count", Ink.u32(k));
    BigInteger[] c = new BigInteger[k];
    BigInteger[] z = new BigInteger[k];
    ECPoint[] a = new ECPoint[k];
    ECPoint[] b = new ECPoint[k];
    BigInteger w = dice.scalar();
    BigInteger others = BigInteger.ZERO;
    for (int i = 0; i < k; i++) {
      if (i == j) {
        a[i] = base(w);
        b[i] = often(key, w);
      } else {
        c[i] = dice.scalar();
        z[i] = dice.scalar();
        others = others.add(c[i]);
        ECPoint shifted = cipher.beta.subtract(base(BigInteger.valueOf(lo + i)));
        a[i] = base(z[i]).subtract(times(cipher.alpha, c[i]));
        b[i] = often(key, z[i]).subtract(times(shifted, c[i]));
      }
      transcript.absorb("commitment", Ink.join(point(a[i]), point(b[i])));
    }
    if (j >= 0 && j < k) {
      c[j] = transcript.challenge().subtract(others).mod(Q);
      z[j] = w.add(c[j].multiply(r)).mod(Q);
    }
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      parts.addAll(Arrays.asList(point(a[i]), point(b[i]), scalar(c[i]), scalar(z[i])));
    }
    return Ink.join(parts.toArray(new byte[0][]));
  }
}
