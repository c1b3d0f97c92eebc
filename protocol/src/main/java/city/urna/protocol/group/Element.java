package city.urna.protocol.group;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.security.SecureRandom;

/**
 * A point or the identity (spec encoding §1.5): aggregates, their shares and decrypted points.
 *
 * <p>Encoded as 33 bytes: a point compressed, the identity as zeros. Variable time.
 *
 * <p>No method has a body here on purpose: with one, setting up {@link Point} would wait for this
 * interface, whose constants wait for it, and two threads could wait for each other.
 */
public sealed interface Element permits Point, Identity {
  /** The length of the encoding in bytes. */
  int SIZE = 33;

  /** The base point G. */
  Point GENERATOR = Point.generator();

  /** The identity. */
  Identity IDENTITY = Identity.INSTANCE;

  /** Reads 33 bytes: zeros as the identity, all else as {@link Point#decode} does. */
  static Parsed<Element> decode(Bytes encoded) {
    return encoded.equals(IDENTITY.encode())
        ? new Parsed.Ok<>(IDENTITY)
        : Point.decode(encoded).map(point -> point);
  }

  /** 33 bytes. */
  Bytes encode();

  Element plus(Element other);

  Element negate();

  Element minus(Element other);

  /** The multiple by that scalar; the identity for zero. */
  Element times(Scalar scalar);

  /**
   * The multiple by a long-lived secret: it is split into two random halves first, so that the
   * timing of neither multiplication says anything about it.
   */
  Element timesBlinded(Scalar secret, SecureRandom random);

  /** Whether this is no point. */
  boolean isIdentity();

  /**
   * This as a point, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException for the identity
   */
  Point point();
}
