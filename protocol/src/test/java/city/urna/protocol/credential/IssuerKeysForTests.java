package city.urna.protocol.credential;

import city.urna.protocol.Seeded;

/** Two issuers' keys, made once: making one takes longer than most tests. */
final class IssuerKeysForTests {
  static final IssuerPrivateKey ONE = IssuerPrivateKey.generate(Seeded.random(1));
  static final IssuerPrivateKey TWO = IssuerPrivateKey.generate(Seeded.random(2));

  private IssuerKeysForTests() {}
}
