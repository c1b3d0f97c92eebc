package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;

/** The group's identity, written as 33 zero bytes. */
public record Identity() implements Element {
  @Override
  public Bytes encode() {
    return Bytes.of(new byte[33]);
  }

  @Override
  public Identity negate() {
    return this;
  }

  @Override
  public Identity times(Scalar factor) {
    return this;
  }
}
