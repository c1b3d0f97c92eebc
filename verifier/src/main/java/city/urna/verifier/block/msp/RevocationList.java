package city.urna.verifier.block.msp;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;

/**
 * A certificate revocation list of an organization. It counts for certificates of the authority
 * that it names by key identifier and that signed it; its dates do not (Fabric's rule: a listed
 * certificate is revoked from the configuration on that holds the list).
 */
final class RevocationList {
  private final CertificateList content;
  private final Bytes authorityKeyId;
  private final Set<BigInteger> serials;

  private RevocationList(CertificateList content, Bytes authorityKeyId, Set<BigInteger> serials) {
    this.content = content;
    this.authorityKeyId = authorityKeyId;
    this.serials = serials;
  }

  /** Reads DER or PEM. One without an authority key identifier is refused. */
  static Parsed<RevocationList> parse(Bytes text) {
    Bytes der = text.size() > 0 && text.at(0) == '-' ? Pem.first(text).orElse(text) : text;
    try {
      CertificateList list =
          CertificateList.getInstance(ASN1Primitive.fromByteArray(der.toArray()));
      Extensions extensions = list.getTBSCertList().getExtensions();
      AuthorityKeyIdentifier authority =
          extensions == null ? null : AuthorityKeyIdentifier.fromExtensions(extensions);
      if (authority == null
          || authority.getKeyIdentifierOctets() == null
          || list.getSignature().getPadBits() > 0) {
        return Parsed.malformed("a revocation list names no authority key");
      }
      Set<BigInteger> serials = new HashSet<>();
      for (TBSCertList.CRLEntry entry : list.getRevokedCertificates()) {
        serials.add(entry.getUserCertificate().getValue());
      }
      return Parsed.ok(
          new RevocationList(list, Bytes.of(authority.getKeyIdentifierOctets()), serials));
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | IndexOutOfBoundsException e) {
      return Parsed.malformed("no revocation list");
    }
  }

  boolean revokes(Certificate certificate, Certificate issuer) {
    return issuer.keyId().filter(authorityKeyId::equals).isPresent()
        && serials.contains(certificate.serial())
        && issuer.signed(
            content.getSignatureAlgorithm().getAlgorithm().getId(),
            Certificate.der(content.getTBSCertList()),
            Bytes.of(content.getSignature().getOctets()));
  }
}
