package city.urna.protocol.group;

import city.urna.protocol.bytes.Bytes;
import java.security.SecureRandom;

/** The neutral element, which is no point; written as 33 zero bytes. */
public enum Identity implements Element {
  INSTANCE;

  private static final Bytes ENCODED = Bytes.zero(SIZE);

  @Override
  public Bytes encode() {
    return ENCODED;
  }

  @Override
  public Element plus(Element other) {
    return other;
  }

  @Override
  public Element minus(Element other) {
    return other.negate();
  }

  @Override
  public Element negate() {
    return this;
  }

  @Override
  public Element times(Scalar scalar) {
    return this;
  }

  @Override
  public Element timesBlinded(Scalar secret, SecureRandom random) {
    return this;
  }

  @Override
  public boolean isIdentity() {
    return true;
  }

  @Override
  public Point point() {
    throw new IllegalArgumentException("the identity is no point");
  }
}
