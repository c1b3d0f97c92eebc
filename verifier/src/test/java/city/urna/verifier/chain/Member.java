package city.urna.verifier.chain;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.cert.X509CertificateHolder;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Somebody with a certificate, who signs as Fabric's members do: ECDSA with low s. */
public record Member(
    String mspId, String name, byte[] pem, X509CertificateHolder certificate, PrivateKey secret) {
  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  public ByteString serialized() {
    return SerializedIdentity.newBuilder()
        .setMspid(mspId)
        .setIdBytes(ByteString.copyFrom(pem))
        .build()
        .toByteString();
  }

  public ByteString sign(ByteString message) {
    return ByteString.copyFrom(signature(message, false));
  }

  /** The same signature as nobody may write it here. */
  public ByteString signHighS(ByteString message) {
    return ByteString.copyFrom(signature(message, true));
  }

  private byte[] signature(ByteString message, boolean high) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(secret);
      signer.update(message.toByteArray());
      ASN1Sequence value = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(signer.sign()));
      BigInteger s = ASN1Integer.getInstance(value.getObjectAt(1)).getValue();
      boolean isHigh = s.compareTo(ORDER.shiftRight(1)) > 0;
      BigInteger wanted = isHigh == high ? s : ORDER.subtract(s);
      return new DERSequence(
              new ASN1Integer[] {
                ASN1Integer.getInstance(value.getObjectAt(0)), new ASN1Integer(wanted)
              })
          .getEncoded("DER");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
