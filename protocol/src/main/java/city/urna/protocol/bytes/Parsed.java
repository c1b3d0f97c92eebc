package city.urna.protocol.bytes;

import java.util.Optional;
import java.util.function.Function;

/** What came of reading somebody's bytes: a value, or the reason why they are none. */
public sealed interface Parsed<T> {
  /** The bytes had the right form. */
  record Ok<T>(T value) implements Parsed<T> {}

  /** The bytes are not what they say they are. The reason names the form, never the content. */
  record Malformed<T>(String reason) implements Parsed<T> {}

  /** The value turned into another one; a malformed one stays so. */
  default <U> Parsed<U> map(Function<? super T, ? extends U> step) {
    return switch (this) {
      case Ok<T>(T value) -> new Ok<>(step.apply(value));
      case Malformed<T>(String reason) -> new Malformed<>(reason);
    };
  }

  /** The value read further; a malformed one stays so. */
  default <U> Parsed<U> flatMap(Function<? super T, Parsed<U>> step) {
    return switch (this) {
      case Ok<T>(T value) -> step.apply(value);
      case Malformed<T>(String reason) -> new Malformed<>(reason);
    };
  }

  /** The value, where a reason is of no use. */
  default Optional<T> optional() {
    return switch (this) {
      case Ok<T>(T value) -> Optional.of(value);
      case Malformed<T> malformed -> Optional.empty();
    };
  }

  /** The value as a verdict: malformed becomes rejected with this code. */
  default Verdict<T> verdict(Refusal code) {
    return switch (this) {
      case Ok<T>(T value) -> new Verdict.Verified<>(value);
      case Malformed<T>(String reason) -> new Verdict.Rejected<>(code, reason);
    };
  }

  /**
   * The value, for bytes that the program itself made.
   *
   * @throws IllegalArgumentException when malformed: the programmer's error, never a stranger's
   */
  default T orThrow() {
    return switch (this) {
      case Ok<T>(T value) -> value;
      case Malformed<T>(String reason) -> throw new IllegalArgumentException(reason);
    };
  }
}
