package city.urna.verifier.block.msp;

import city.urna.verifier.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;

/**
 * An ECDSA signature value, a DER SEQUENCE of two positive INTEGERs.
 *
 * <p>Reads as Fabric's peers do (Go's {@code encoding/asn1}): lengths and integers in their
 * shortest form; what follows the second integer or the sequence is passed over.
 */
record EcdsaValue(BigInteger r, BigInteger s) {
  private static final int MOST_BYTES = 1_024;

  static Optional<EcdsaValue> read(Bytes signature) {
    Reader reader = new Reader(signature);
    int length = reader.open(0x30);
    if (length < 0 || signature.size() > MOST_BYTES) {
      return Optional.empty();
    }
    Reader inside = new Reader(signature.slice(reader.at, reader.at + length));
    Optional<BigInteger> r = inside.positive();
    Optional<BigInteger> s = inside.positive();
    return r.isPresent() && s.isPresent()
        ? Optional.of(new EcdsaValue(r.get(), s.get()))
        : Optional.empty();
  }

  /** The only bytes that this value has in DER. */
  Bytes der() {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)})
          .encodeTo(out, "DER");
      return Bytes.of(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A place in a byte string. */
  private static final class Reader {
    private final Bytes text;
    private int at;

    Reader(Bytes text) {
      this.text = text;
    }

    /** Passes tag and length; the content's length, or -1. */
    int open(int tag) {
      if (at + 2 > text.size() || text.at(at) != tag) {
        return -1;
      }
      int length = text.at(at + 1);
      at += 2;
      if (length == 0x81 && at < text.size() && text.at(at) >= 0x80) {
        length = text.at(at);
        at++;
      } else if (length == 0x82 && at + 1 < text.size() && text.at(at) > 0) {
        length = text.at(at) << 8 | text.at(at + 1);
        at += 2;
      } else if (length >= 0x80) {
        return -1;
      }
      return at + length <= text.size() ? length : -1;
    }

    Optional<BigInteger> positive() {
      int length = open(0x02);
      if (length < 1) {
        return Optional.empty();
      }
      Bytes content = text.slice(at, at + length);
      at += length;
      boolean padded =
          length > 1
              && (content.at(0) == 0 && content.at(1) < 0x80
                  || content.at(0) == 0xff && content.at(1) >= 0x80);
      BigInteger value = new BigInteger(content.toArray());
      return padded || value.signum() <= 0 ? Optional.empty() : Optional.of(value);
    }
  }
}
