package city.urna.verifier.count.format;

import city.urna.verifier.count.Refusal;

/** What a reader answers. */
public sealed interface Reading<T> {
  /** The file was read. */
  record Read<T>(T value) implements Reading<T> {}

  /** The file was refused. */
  record Refused<T>(Refusal refusal) implements Reading<T> {}
}
