package city.urna.verifier.check;

/** Is told how far a verification has come. */
public interface Progress {
  /** Says nothing. */
  Progress NONE = (stage, done) -> {};

  /**
   * So many things of a stage are done.
   *
   * @param stage in a few words
   */
  void at(String stage, long done);
}
