package city.urna.client.publication;

import city.urna.client.publication.CertifiedResult.Clerk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.operator.ContentSigner;

/**
 * The X.509 certificate that PDF readers ask for: the document key under the clerk's name, signed
 * by itself. What it is worth comes from the attestation in {@code certificate.json}, not from a
 * chain.
 */
final class DocumentCertificate {
  private static final Duration VALID = Duration.ofDays(3_653);

  private DocumentCertificate() {}

  static X509CertificateHolder of(
      DocumentKey key, Clerk clerk, String process, Instant now, SecureRandom random) {
    X500Name name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, clerk.operator())
            .addRDN(BCStyle.OU, process)
            .addRDN(BCStyle.CN, clerk.name())
            .build();
    byte[] point =
        CustomNamedCurves.getByName("P-256")
            .getCurve()
            .decodePoint(key.publicKey().toArray())
            .getEncoded(false);
    SubjectPublicKeyInfo info =
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(
                X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
            point);
    try {
      return new X509v3CertificateBuilder(
              name,
              new BigInteger(127, random).add(BigInteger.ONE),
              Date.from(now.minus(Duration.ofMinutes(5))),
              Date.from(now.plus(VALID)),
              name,
              info)
          .addExtension(
              Extension.keyUsage,
              true,
              new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
          .build(new Signer(key));
    } catch (IOException e) {
      throw new UncheckedIOException("no certificate", e);
    }
  }

  /** Signs what Bouncy Castle writes into it, ECDSA with SHA-256. */
  static final class Signer implements ContentSigner {
    private final DocumentKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Signer(DocumentKey key) {
      this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
      return content;
    }

    @Override
    public byte[] getSignature() {
      byte[] raw = key.sign(content.toByteArray()).toArray();
      ASN1EncodableVector both = new ASN1EncodableVector();
      both.add(new ASN1Integer(new BigInteger(1, raw, 0, 32)));
      both.add(new ASN1Integer(new BigInteger(1, raw, 32, 32)));
      try {
        return new DERSequence(both).getEncoded();
      } catch (IOException e) {
        throw new UncheckedIOException("two numbers are always written", e);
      }
    }
  }
}
