package city.urna.verifier.block.msp;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * An X.509 certificate, read strictly as DER; nothing of it is proved yet.
 *
 * <p>Refuses BER, trailing bytes, and name constraints, which no authority of a channel may have
 * here.
 */
public final class Certificate {
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(
          Extension.keyUsage,
          Extension.basicConstraints,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName,
          Extension.subjectKeyIdentifier,
          Extension.authorityKeyIdentifier,
          Extension.certificatePolicies);

  private static final int MOST_BYTES = 1 << 16;

  private final org.bouncycastle.asn1.x509.Certificate content;
  private final Bytes raw;
  private final Bytes subject;
  private final Bytes issuer;
  private final Instant notBefore;
  private final Instant notAfter;
  private final List<String> units;
  private final KeyAlgorithm algorithm;
  private final Optional<PublicKey> key;
  private final boolean authority;
  private final Optional<BigInteger> pathLength;
  private final boolean maySignCertificates;
  private final boolean serverUse;
  private final boolean unknownCritical;
  private final Optional<Bytes> keyId;

  private Certificate(org.bouncycastle.asn1.x509.Certificate content, Bytes raw)
      throws IOException {
    TBSCertificate signed = content.getTBSCertificate();
    this.content = content;
    this.raw = raw;
    this.subject = Bytes.of(signed.getSubject().getEncoded("DER"));
    this.issuer = Bytes.of(signed.getIssuer().getEncoded("DER"));
    this.notBefore = signed.getStartDate().getDate().toInstant();
    this.notAfter = signed.getEndDate().getDate().toInstant();
    this.units = units(signed);
    this.algorithm =
        switch (signed.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm().getId()) {
          case "1.2.840.10045.2.1" -> KeyAlgorithm.ECDSA;
          case "1.3.101.112" -> KeyAlgorithm.ED25519;
          case "1.2.840.113549.1.1.1" -> KeyAlgorithm.CERTIFIES_ONLY;
          default -> KeyAlgorithm.UNKNOWN;
        };
    this.key =
        PublicKeys.read(Bytes.of(signed.getSubjectPublicKeyInfo().getEncoded("DER")), algorithm);
    Extensions extensions =
        signed.getExtensions() == null ? new Extensions(new Extension[0]) : signed.getExtensions();
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
    this.authority = constraints != null && constraints.isCA();
    this.pathLength =
        constraints == null
            ? Optional.empty()
            : Optional.ofNullable(constraints.getPathLenConstraint());
    KeyUsage usage = KeyUsage.fromExtensions(extensions);
    this.maySignCertificates = usage == null || usage.hasUsages(KeyUsage.keyCertSign);
    ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(extensions);
    this.serverUse =
        purposes == null
            || purposes.hasKeyPurposeId(KeyPurposeId.id_kp_serverAuth)
            || purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
    boolean unknown = false;
    for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
      unknown |= !UNDERSTOOD.contains(critical);
    }
    this.unknownCritical = unknown;
    SubjectKeyIdentifier id = SubjectKeyIdentifier.fromExtensions(extensions);
    this.keyId = id == null ? Optional.empty() : Optional.of(Bytes.of(id.getKeyIdentifier()));
    AuthorityKeyIdentifier.fromExtensions(extensions);
  }

  private static List<String> units(TBSCertificate signed) {
    List<String> units = new ArrayList<>();
    for (RDN name : signed.getSubject().getRDNs()) {
      for (AttributeTypeAndValue part : name.getTypesAndValues()) {
        if (part.getType().equals(BCStyle.OU) && part.getValue() instanceof ASN1String text) {
          units.add(text.getString());
        }
      }
    }
    return List.copyOf(units);
  }

  /** Reads DER. */
  public static Parsed<Certificate> parse(Bytes der) {
    if (der.size() > MOST_BYTES) {
      return Parsed.malformed("the certificate is larger than " + MOST_BYTES + " bytes");
    }
    try {
      ASN1Primitive read = ASN1Primitive.fromByteArray(der.toArray());
      org.bouncycastle.asn1.x509.Certificate content =
          org.bouncycastle.asn1.x509.Certificate.getInstance(read);
      if (!Bytes.of(read.getEncoded("DER")).equals(der)
          || content.getSignature().getPadBits() > 0) {
        return Parsed.malformed("the certificate is not DER");
      }
      Certificate certificate = new Certificate(content, der);
      Extensions extensions = content.getTBSCertificate().getExtensions();
      return extensions != null && extensions.getExtension(Extension.nameConstraints) != null
          ? Parsed.malformed(
              "the certificate has name constraints, which this program does not know")
          : Parsed.ok(certificate);
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | ArithmeticException
        | IndexOutOfBoundsException
        | DateTimeException e) {
      return Parsed.malformed("no certificate");
    }
  }

  /** Reads the first PEM block of a text. */
  static Parsed<Certificate> ofPem(Bytes text) {
    return Pem.first(text)
        .map(Certificate::parse)
        .orElseGet(() -> Parsed.malformed("no PEM block"));
  }

  /** The bytes; {@link #lowS} may have changed the signature's. */
  public Bytes raw() {
    return raw;
  }

  /** Subject and serial number, for people. */
  String name() {
    return content.getSubject() + " (serial " + serial() + ")";
  }

  Bytes subject() {
    return subject;
  }

  BigInteger serial() {
    return content.getSerialNumber().getValue();
  }

  /** The subject's organizational units, in order. */
  List<String> units() {
    return units;
  }

  KeyAlgorithm algorithm() {
    return algorithm;
  }

  Optional<PublicKey> key() {
    return key;
  }

  /** The subject key identifier. */
  Optional<Bytes> keyId() {
    return keyId;
  }

  boolean isAuthority() {
    return authority;
  }

  boolean unknownCritical() {
    return unknownCritical;
  }

  /** Whether its extended key usage, if it has any, lets a chain through that nobody restricts. */
  boolean serverUse() {
    return serverUse;
  }

  Instant notBefore() {
    return notBefore;
  }

  boolean validAt(Instant time) {
    return !time.isBefore(notBefore) && !time.isAfter(notAfter);
  }

  /** Whether so many authorities may stand between this one and the last certificate. */
  boolean allowsPath(int between) {
    return pathLength.isEmpty() || pathLength.get().compareTo(BigInteger.valueOf(between)) >= 0;
  }

  /** Whether the other certificate names this one's subject as its issuer. */
  boolean names(Certificate other) {
    return other.issuer.equals(subject);
  }

  /** Whether the other certificate names this one's subject and is signed with its key. */
  boolean issued(Certificate other) {
    return names(other)
        && authority
        && maySignCertificates
        && signed(
            other.content.getSignatureAlgorithm().getAlgorithm().getId(),
            der(other.content.getTBSCertificate()),
            Bytes.of(other.content.getSignature().getOctets()));
  }

  /** Whether a signature under a named algorithm is this certificate's key's. */
  boolean signed(String signatureAlgorithm, Bytes message, Bytes signature) {
    return key.isPresent()
        && PublicKeys.verifies(key.get(), signatureAlgorithm, message, signature);
  }

  static Bytes der(org.bouncycastle.asn1.ASN1Object object) {
    try {
      return Bytes.of(object.getEncoded("DER"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The same certificate with the signature's low s, as Fabric compares and names it. */
  Certificate lowS(Certificate parent) {
    if (!PublicKeys.isEcdsa(content.getSignatureAlgorithm().getAlgorithm().getId())
        || parent.key.isEmpty()) {
      return this;
    }
    Bytes signature = Bytes.of(content.getSignature().getOctets());
    Optional<BigInteger> order = PublicKeys.order(parent.key.get());
    Optional<EcdsaValue> value = EcdsaValue.read(signature);
    if (order.isEmpty() || value.isEmpty()) {
      return this;
    }
    BigInteger s = value.get().s();
    BigInteger low = s.compareTo(order.get().shiftRight(1)) > 0 ? order.get().subtract(s) : s;
    Bytes wanted = new EcdsaValue(value.get().r(), low).der();
    if (wanted.equals(signature)) {
      return this;
    }
    DERSequence changed =
        new DERSequence(
            new org.bouncycastle.asn1.ASN1Encodable[] {
              content.getTBSCertificate(),
              content.getSignatureAlgorithm(),
              new DERBitString(wanted.toArray())
            });
    return parse(der(changed)) instanceof Parsed.Ok<Certificate>(Certificate same) ? same : this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Certificate that && raw.equals(that.raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
