package city.urna.client.publication;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.util.CollectionStore;

/**
 * Signs a PDF as PAdES baseline B-B (ETSI EN 319 142-1): CMS over the whole file, with the signing
 * certificate's hash among what is signed (RFC 5035), and no time but the document's own.
 */
final class PdfSeal {
  /** Room for the CMS structure; one with a P-256 key and a short certificate needs about 2 KB. */
  private static final int ROOM = 8_192;

  private final DocumentKey key;
  private final X509CertificateHolder certificate;

  PdfSeal(DocumentKey key, X509CertificateHolder certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /** The same document with a signature over all of it. */
  byte[] seal(byte[] pdf, String name, String reason, Instant now) {
    try (PDDocument document = Loader.loadPDF(pdf);
        SignatureOptions options = new SignatureOptions()) {
      options.setPreferredSignatureSize(ROOM);
      PDSignature signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(COSName.getPDFName("ETSI.CAdES.detached"));
      signature.setName(name);
      signature.setReason(reason);
      Calendar time = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
      time.setTimeInMillis(now.toEpochMilli());
      signature.setSignDate(time);
      document.addSignature(signature, content -> cms(content.readAllBytes()), options);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.saveIncremental(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the document cannot be signed", e);
    }
  }

  private byte[] cms(byte[] content) throws IOException {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
              .setSignedAttributeGenerator(attributes())
              .build(new DocumentCertificate.Signer(key), certificate));
      generator.addCertificates(new CollectionStore<>(List.of(certificate)));
      return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
    } catch (CMSException | OperatorCreationException e) {
      throw new IOException("no signature", e);
    }
  }

  private CMSAttributeTableGenerator attributes() throws IOException {
    byte[] hash = Digest.sha256(Bytes.of(certificate.getEncoded())).value().toArray();
    SigningCertificateV2 which = new SigningCertificateV2(new ESSCertIDv2(hash));
    ASN1EncodableVector own = new ASN1EncodableVector();
    own.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(which)));
    CMSAttributeTableGenerator usual =
        new DefaultSignedAttributeTableGenerator(new AttributeTable(own));
    return parameters -> usual.getAttributes(parameters).remove(CMSAttributes.signingTime);
  }
}
