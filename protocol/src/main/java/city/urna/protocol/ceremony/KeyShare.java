package city.urna.protocol.ceremony;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.proof.EqualityProof;
import city.urna.protocol.proof.EqualityStatement;
import city.urna.protocol.signature.SecretAccess;
import java.security.SecureRandom;

/**
 * A trustee's share x_i of the secret key. The platform's longest-lived secret scalar: it never
 * enters a multiplication unmasked, and never leaves this object but for safekeeping.
 */
public final class KeyShare {
  private final int trustee;
  private final Scalar secret;

  private KeyShare(int trustee, Scalar secret) {
    this.trustee = trustee;
    this.secret = secret;
  }

  static Verdict<KeyShare> of(JointKey key, int trustee, Scalar secret) {
    return key.fits(trustee, secret)
        ? Verdict.verified(new KeyShare(trustee, secret))
        : Verdict.rejected(Refusal.CEREMONY, "the share does not fit the trustee's public key");
  }

  /** The trustee's index. */
  public int trustee() {
    return trustee;
  }

  /** X_i = x_i·G. */
  public Point publicKey() {
    return FixedBase.GENERATOR.times(secret).point();
  }

  /** D = x_i·A, masked. */
  public Element decrypt(Element alpha, SecureRandom random) {
    return alpha.timesBlinded(secret, random);
  }

  /** The proof that D is right. */
  public EqualityProof prove(EqualityStatement statement, SecureRandom random) {
    return EqualityProof.prove(statement, secret, random);
  }

  /** Index and scalar, to be kept sealed. */
  public Bytes encode(SecretAccess access) {
    return Bytes.concat(Wire.u32(trustee), secret.encode());
  }

  /** Reads what {@link #encode} wrote. */
  public static Parsed<KeyShare> decode(Bytes saved) {
    return Wire.read(
        saved,
        reader -> {
          long trustee = reader.u32();
          if (trustee < 1 || trustee > Integer.MAX_VALUE) {
            throw reader.refuse("a trustee of no number");
          }
          Scalar secret = reader.require(Scalar.decode(reader.take(Scalar.SIZE)));
          if (secret.isZero()) {
            throw reader.refuse("a share of zero");
          }
          return new KeyShare((int) trustee, secret);
        });
  }

  @Override
  public String toString() {
    return "KeyShare[" + trustee + ", redacted]";
  }
}
