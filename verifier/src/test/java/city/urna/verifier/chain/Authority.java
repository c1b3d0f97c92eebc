package city.urna.verifier.chain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An organization's certificate authority. Keys are fresh in every run: nothing depends on them.
 */
public final class Authority {
  public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  public static final Instant UNTIL = Instant.parse("2036-01-01T00:00:00Z");
  private static final Random SERIALS = new Random(1);

  private final String mspId;
  private final X500Name name;
  private final KeyPair key;
  private final X509CertificateHolder certificate;

  private Authority(String mspId, X500Name name, KeyPair key, X509CertificateHolder certificate) {
    this.mspId = mspId;
    this.name = name;
    this.key = key;
    this.certificate = certificate;
  }

  /** A root of its own. */
  public static Authority root(String mspId) {
    KeyPair key = key();
    X500Name name = new X500Name("O=" + mspId + ",CN=ca." + mspId);
    return new Authority(mspId, name, key, authority(name, key, name, key));
  }

  /** An authority below this one. */
  public Authority below() {
    KeyPair below = key();
    X500Name named = new X500Name("O=" + mspId + ",CN=ica." + mspId);
    return new Authority(mspId, named, below, authority(named, below, name, key));
  }

  private static X509CertificateHolder authority(
      X500Name name, KeyPair key, X500Name issuer, KeyPair issuerKey) {
    return sign(
        builder(issuer, name, key, FROM, UNTIL),
        issuerKey,
        true,
        KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature);
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair key, Instant from, Instant until) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(SERIALS.nextLong(Long.MAX_VALUE - 1) + 1),
        Date.from(from),
        Date.from(until),
        subject,
        key.getPublic());
  }

  private static X509CertificateHolder sign(
      JcaX509v3CertificateBuilder builder, KeyPair issuer, boolean authority, int usage) {
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(issuer.getPublic()));
      X509CertificateHolder unsigned =
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(unsigned.getSubjectPublicKeyInfo()));
      return builder.build(
          new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()));
    } catch (OperatorCreationException | CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A member whose subject has these units. */
  public Member member(String commonName, List<String> units, Instant from, Instant until) {
    KeyPair member = key();
    StringBuilder subject = new StringBuilder("O=").append(mspId);
    units.forEach(unit -> subject.append(",OU=").append(unit));
    subject.append(",CN=").append(commonName);
    X509CertificateHolder signed =
        sign(
            builder(name, new X500Name(subject.toString()), member, from, until),
            key,
            false,
            KeyUsage.digitalSignature);
    return new Member(mspId, commonName, pem(signed), signed, member.getPrivate());
  }

  /** A member with one role. */
  public Member member(String commonName, String role) {
    return member(commonName, List.of(role), FROM, UNTIL);
  }

  /** A revocation list of these members, signed by this authority. */
  public byte[] revoking(Member... members) {
    try {
      X509v2CRLBuilder list = new X509v2CRLBuilder(name, Date.from(FROM));
      for (Member member : members) {
        list.addCRLEntry(member.certificate().getSerialNumber(), Date.from(FROM), 0);
      }
      list.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(key.getPublic()));
      return pem(
          list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    } catch (OperatorCreationException | CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] pem(Object content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JcaPEMWriter writer =
        new JcaPEMWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII))) {
      writer.writeObject(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public String mspId() {
    return mspId;
  }

  public byte[] pem() {
    return pem(certificate);
  }

  public byte[] der() {
    try {
      return certificate.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
