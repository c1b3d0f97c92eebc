package city.urna.verifier.town;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.prng.DigestRandomGenerator;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PSSSigner;

/** Keys that sign: Ed25519, ECDSA and RSA, all from seeds. For tests only. */
final class Signers {
  private Signers() {}

  /** Whoever signs a record. */
  sealed interface Signer {
    byte[] key();

    byte[] sign(byte[] message);
  }

  /** Ed25519. */
  record Ed(Ed25519PrivateKeyParameters secret) implements Signer {
    static Ed of(Dice dice) {
      return new Ed(new Ed25519PrivateKeyParameters(dice.bytes(32)));
    }

    @Override
    public byte[] key() {
      return secret.generatePublicKey().getEncoded();
    }

    @Override
    public byte[] sign(byte[] message) {
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, secret);
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    }
  }

  /** ECDSA P-256 with low s. */
  record Ec(BigInteger secret) implements Signer {
    static Ec of(Dice dice) {
      return new Ec(dice.scalar());
    }

    @Override
    public byte[] key() {
      return Group.point(Group.base(secret));
    }

    @Override
    public byte[] sign(byte[] message) {
      ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
      ECDomainParameters domain = new ECDomainParameters(Group.G.getCurve(), Group.G, Group.Q);
      signer.init(true, new ECPrivateKeyParameters(secret, domain));
      BigInteger[] rs = signer.generateSignature(Ink.sha256(message));
      BigInteger low = rs[1].compareTo(Group.Q.shiftRight(1)) > 0 ? Group.Q.subtract(rs[1]) : rs[1];
      return Ink.join(Group.scalar(rs[0]), Group.scalar(low));
    }
  }

  /** An issuer's RSA key for one style. */
  static final class Rsa {
    private static final Map<String, Rsa> MADE = new ConcurrentHashMap<>();
    private static final BigInteger E = BigInteger.valueOf(65537);

    private final RSAPrivateCrtKeyParameters secret;

    private Rsa(RSAPrivateCrtKey key) {
      this.secret =
          new RSAPrivateCrtKeyParameters(
              key.getModulus(),
              key.getPublicExponent(),
              key.getPrivateExponent(),
              key.getPrimeP(),
              key.getPrimeQ(),
              key.getPrimeExponentP(),
              key.getPrimeExponentQ(),
              key.getCrtCoefficient());
    }

    /** The same name gives the same key; made once in a run of the tests. */
    static Rsa named(String name) {
      return MADE.computeIfAbsent(name, Rsa::generate);
    }

    private static Rsa generate(String name) {
      try {
        SecureRandom seeded = SecureRandom.getInstance("SHA1PRNG");
        seeded.setSeed(Ink.ascii(name));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072, seeded);
        return new Rsa((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    BigInteger n() {
      return secret.getModulus();
    }

    byte[] modulus() {
      return fixed(n());
    }

    static byte[] fixed(BigInteger value) {
      byte[] raw = value.toByteArray();
      byte[] out = new byte[384];
      int size = Math.min(384, raw.length);
      System.arraycopy(raw, raw.length - size, out, 384 - size, size);
      return out;
    }

    /** What a voter holds in the end: prefix and signature; and what the issuer saw on the way. */
    record Blind(byte[] prefix, byte[] signature, byte[] blinded, byte[] blindSignature) {}

    Blind issue(byte[] message, Dice dice) {
      byte[] prefix = dice.bytes(32);
      byte[] signature = pss(Ink.join(prefix, message), dice);
      BigInteger s = new BigInteger(1, signature);
      BigInteger r = new BigInteger(1, dice.bytes(383));
      BigInteger blindSignature = s.multiply(r).mod(n());
      return new Blind(
          prefix, signature, fixed(blindSignature.modPow(E, n())), fixed(blindSignature));
    }

    private byte[] pss(byte[] message, Dice dice) {
      PSSSigner signer = new PSSSigner(new RSABlindedEngine(), new SHA384Digest(), 48);
      signer.init(
          true,
          new ParametersWithRandom(secret, new Seeded("pss" + new BigInteger(dice.bytes(16)))));
      signer.update(message, 0, message.length);
      try {
        return fixed(new BigInteger(1, signer.generateSignature()));
      } catch (CryptoException e) {
        throw new IllegalStateException(e);
      }
    }

    RSAKeyParameters publicKey() {
      return new RSAKeyParameters(false, n(), E);
    }
  }

  /** A SecureRandom that is none: reproducible. */
  private static final class Seeded extends java.security.SecureRandom {
    private static final long serialVersionUID = 1;
    private final transient DigestRandomGenerator generator =
        new DigestRandomGenerator(new SHA256Digest());

    Seeded(String seed) {
      generator.addSeedMaterial(Ink.ascii(seed));
    }

    @Override
    public void nextBytes(byte[] out) {
      generator.nextBytes(out);
    }
  }
}
