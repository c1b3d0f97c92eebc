package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.SecretAccess;
import java.math.BigInteger;

/**
 * A device's half of an issuance under way: the blinded request, and in secret the prefix and what
 * takes the blind off. The device saves it before it sends the request. No equality, no text form.
 */
public final class Blinded {
  static final int PREFIX_SIZE = 32;

  private final Bytes request;
  private final Bytes prefix;
  private final BigInteger inverse;

  Blinded(Bytes request, Bytes prefix, BigInteger inverse) {
    this.request = request;
    this.prefix = prefix;
    this.inverse = inverse;
  }

  /** Reads a saved state of 800 bytes. */
  public static Parsed<Blinded> decode(Bytes saved) {
    int size = IssuerPublicKey.SIZE;
    if (saved.size() != PREFIX_SIZE + 2 * size) {
      return new Parsed.Malformed<>("a blinding state has 800 bytes");
    }
    Bytes prefix = saved.slice(0, PREFIX_SIZE);
    Bytes request = saved.slice(PREFIX_SIZE, PREFIX_SIZE + size);
    BigInteger inverse = BigEndian.decode(saved.slice(PREFIX_SIZE + size, saved.size()));
    return new Parsed.Ok<>(new Blinded(request, prefix, inverse));
  }

  /** Prefix, request and inverse, 800 bytes, for the device's own store. */
  public Bytes encode(SecretAccess access) {
    return Bytes.concat(prefix, request, BigEndian.encode(inverse, IssuerPublicKey.SIZE));
  }

  /** What goes to the issuer: 384 bytes. */
  public Bytes request() {
    return request;
  }

  Bytes prefix() {
    return prefix;
  }

  BigInteger inverse() {
    return inverse;
  }

  @Override
  public String toString() {
    return "Blinded[redacted]";
  }
}
