package city.urna.verifier.bytes;

import java.util.function.Function;

/** What reading untrusted data gives: a value, or the reason why it is none. */
public sealed interface Parsed<T> {

  /** The data was what it claims to be. */
  record Ok<T>(T value) implements Parsed<T> {}

  /** The data was refused. The reason names the step, never secret content. */
  record Malformed<T>(String reason) implements Parsed<T> {
    /** The same refusal where another type was wanted. */
    public <U> Malformed<U> as() {
      return new Malformed<>(reason);
    }

    /** The same refusal, said of a place. */
    public <U> Malformed<U> in(String place) {
      return new Malformed<>(place + ": " + reason);
    }
  }

  static <T> Parsed<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Parsed<T> malformed(String reason) {
    return new Malformed<>(reason);
  }

  default <U> Parsed<U> map(Function<? super T, ? extends U> step) {
    return switch (this) {
      case Ok<T>(T value) -> new Ok<>(step.apply(value));
      case Malformed<T> refused -> refused.as();
    };
  }

  default <U> Parsed<U> flatMap(Function<? super T, Parsed<U>> step) {
    return switch (this) {
      case Ok<T>(T value) -> step.apply(value);
      case Malformed<T> refused -> refused.as();
    };
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException when malformed; for the programmer's own constants
   */
  default T orThrow() {
    return switch (this) {
      case Ok<T>(T value) -> value;
      case Malformed<T>(String reason) -> throw new IllegalArgumentException(reason);
    };
  }
}
