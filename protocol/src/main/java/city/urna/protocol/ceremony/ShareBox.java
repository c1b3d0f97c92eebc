package city.urna.protocol.ceremony;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * Sealing to a trustee's key: HPKE in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
 * AES-128-GCM (RFC 9180), by Bouncy Castle; no additional data.
 *
 * @param encapsulation 65 bytes, an uncompressed point
 * @param ciphertext 16 bytes longer than the plaintext
 */
public record ShareBox(Bytes encapsulation, Bytes ciphertext) {
  /** The length of an encapsulation in bytes. */
  public static final int ENCAPSULATION_SIZE = Point.UNCOMPRESSED_SIZE;

  /** The length of a sealed scalar in bytes. */
  public static final int CIPHERTEXT_SIZE = Scalar.SIZE + 16;

  private static final ECDomainParameters P256 = domain();

  private static ECDomainParameters domain() {
    X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
    return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }

  private static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_P256_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM128);
  }

  /** Seals a plaintext to a key, bound to that info. */
  static ShareBox seal(Point recipient, Digest info, Bytes plaintext, SecureRandom random) {
    return seal(recipient, info.value(), Bytes.EMPTY, plaintext, Scalar.random(random));
  }

  /** The same with a given ephemeral secret, which must be used once only. */
  static ShareBox seal(
      Point recipient, Bytes info, Bytes associated, Bytes plaintext, Scalar ephemeral) {
    Point ephemeralKey = FixedBase.GENERATOR.times(ephemeral).point();
    HPKEContextWithEncapsulation context =
        suite().setupBaseS(publicKey(recipient), info.toArray(), keyPair(ephemeral, ephemeralKey));
    try {
      Bytes ciphertext = Bytes.of(context.seal(associated.toArray(), plaintext.toArray()));
      return new ShareBox(Bytes.of(context.getEncapsulation()), ciphertext);
    } catch (InvalidCipherTextException impossible) {
      throw new IllegalStateException("AES-GCM refused to encrypt", impossible);
    }
  }

  /**
   * Opens the box with the recipient's secret; malformed where the encapsulation is no point in
   * uncompressed form, or the ciphertext was made for another key or info.
   */
  Parsed<Bytes> open(Scalar secret, Bytes info, Bytes associated) {
    return Point.decodeUncompressed(encapsulation)
        .flatMap(
            point -> {
              Point own = FixedBase.GENERATOR.times(secret).point();
              try {
                return new Parsed.Ok<>(
                    Bytes.of(
                        suite()
                            .setupBaseR(
                                encapsulation.toArray(), keyPair(secret, own), info.toArray())
                            .open(associated.toArray(), ciphertext.toArray())));
              } catch (InvalidCipherTextException sealedOtherwise) {
                return new Parsed.Malformed<>("the box does not open");
              }
            });
  }

  private static ECPublicKeyParameters publicKey(Point point) {
    return new ECPublicKeyParameters(P256.getCurve().decodePoint(point.encode().toArray()), P256);
  }

  private static AsymmetricCipherKeyPair keyPair(Scalar secret, Point key) {
    return new AsymmetricCipherKeyPair(
        publicKey(key),
        new ECPrivateKeyParameters(new BigInteger(1, secret.encode().toArray()), P256));
  }
}
