package city.urna.verifier.block.fabric;

/** Places in the chain, for people. */
final class Places {
  private Places() {}

  static String of(long block) {
    return "block " + Long.toUnsignedString(block);
  }

  static String of(long block, long transaction) {
    return of(block) + ", transaction " + transaction;
  }
}
