package city.urna.protocol.bytes;

import java.util.function.Function;

/** What came of checking something that is well formed: its checked value, or a refusal. */
public sealed interface Verdict<T> {
  /** The check passed; the value is what the next step goes on with. */
  record Verified<T>(T value) implements Verdict<T> {}

  /** The check failed: the code of the rule and a reason that holds no secret and no choice. */
  record Rejected<T>(Refusal code, String reason) implements Verdict<T> {
    /** The same refusal where a value of another type was expected. */
    public <U> Rejected<U> as() {
      return new Rejected<>(code, reason);
    }
  }

  static <T> Verdict<T> verified(T value) {
    return new Verified<>(value);
  }

  static <T> Verdict<T> rejected(Refusal code, String reason) {
    return new Rejected<>(code, reason);
  }

  /** The value turned into another one; a refusal stays. */
  default <U> Verdict<U> map(Function<? super T, ? extends U> step) {
    return switch (this) {
      case Verified<T>(T value) -> new Verified<>(step.apply(value));
      case Rejected<T> rejected -> rejected.as();
    };
  }

  /** The value checked further; a refusal stays. */
  default <U> Verdict<U> flatMap(Function<? super T, Verdict<U>> step) {
    return switch (this) {
      case Verified<T>(T value) -> step.apply(value);
      case Rejected<T> rejected -> rejected.as();
    };
  }

  /**
   * The value, for what the program itself made.
   *
   * @throws IllegalArgumentException when rejected: the programmer's error, never a stranger's
   */
  default T orThrow() {
    return switch (this) {
      case Verified<T>(T value) -> value;
      case Rejected<T>(Refusal code, String reason) ->
          throw new IllegalArgumentException(code.text() + ": " + reason);
    };
  }
}
