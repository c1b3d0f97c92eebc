package city.urna.bench.city;

/**
 * How much happens.
 *
 * @param factor what happens once in the small half-year happens so often
 * @param voters people with a letter
 */
record Size(int factor, int voters) {
  static final Size SMALL = new Size(1, 4);
  static final Size WHOLE = new Size(33, 60);
}
