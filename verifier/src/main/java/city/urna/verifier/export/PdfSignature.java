package city.urna.verifier.export;

import city.urna.verifier.bytes.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** The signature of a PDF: over the whole file, by the attested key (spec exports §7). */
final class PdfSignature {
  private PdfSignature() {}

  static void check(byte[] pdf, PDDocument document, Optional<DocumentKey> key, Faults faults)
      throws IOException {
    List<PDSignature> signatures = document.getSignatureDictionaries();
    if (signatures.size() != 1) {
      faults.add("it has " + signatures.size() + " signatures, not one");
      return;
    }
    PDSignature signature = signatures.getFirst();
    faults.same("the form of its signature", "ETSI.CAdES.detached", signature.getSubFilter());
    if (!coversAll(signature.getByteRange(), pdf)) {
      faults.add("its signature does not cover the whole file");
      return;
    }
    if (key.isEmpty()) {
      faults.add("there is no certificate.json with an attested key that it could be signed with");
      return;
    }
    try {
      CMSSignedData cms =
          new CMSSignedData(
              new CMSProcessableByteArray(signature.getSignedContent(pdf)),
              signature.getContents(pdf));
      check(cms, key.get(), faults);
    } catch (CMSException malformed) {
      faults.add("its signature is none: " + Faults.shown(malformed.getMessage()));
    }
  }

  /** All bytes but the signature's own hexadecimal between its brackets. */
  private static boolean coversAll(int[] range, byte[] pdf) {
    if (range.length != 4 || range[0] != 0 || range[1] < 1 || range[2] <= range[1] + 1) {
      return false;
    }
    if ((long) range[2] + range[3] != pdf.length
        || pdf[range[1]] != '<'
        || pdf[range[2] - 1] != '>') {
      return false;
    }
    for (int i = range[1] + 1; i < range[2] - 1; i++) {
      if (Character.digit(pdf[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void check(CMSSignedData cms, DocumentKey key, Faults faults) throws CMSException {
    List<SignerInformation> signers = List.copyOf(cms.getSignerInfos().getSigners());
    List<X509CertificateHolder> certificates = List.copyOf(cms.getCertificates().getMatches(null));
    if (signers.size() != 1 || certificates.size() != 1) {
      faults.add("its signature has not one signer with one certificate");
      return;
    }
    X509CertificateHolder certificate = certificates.getFirst();
    Bytes point = Bytes.of(certificate.getSubjectPublicKeyInfo().getPublicKeyData().getBytes());
    boolean same =
        point.size() == 65
            && point.slice(1, 33).equals(key.key().slice(1, 33))
            && (point.at(64) & 1) == (key.key().at(0) & 1);
    if (!same) {
      faults.add("it is signed with another key than the attested one");
      return;
    }
    try {
      if (!signers.getFirst().verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))) {
        faults.add("its signature does not hold");
      }
    } catch (OperatorCreationException | java.security.cert.CertificateException wrong) {
      faults.add("its certificate cannot be used: " + Faults.shown(wrong.getMessage()));
    } catch (CMSException broken) {
      faults.add("its signature does not hold: " + Faults.shown(broken.getMessage()));
    }
  }
}
