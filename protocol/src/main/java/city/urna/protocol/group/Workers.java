package city.urna.protocol.group;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Who does work that falls into independent parts: the calling thread alone, or an executor of the
 * caller's with so many hands. The results are the same.
 *
 * <p>Contract code passes {@link #CALLER}: nothing in this module starts a thread of its own.
 */
public sealed interface Workers {
  /** The calling thread alone. */
  Workers CALLER = new Caller();

  /** That executor, into that many parts. */
  static Workers of(Executor executor, int hands) {
    return new Shared(executor, hands);
  }

  /** Into how many parts work is best divided. */
  int hands();

  /** Does all parts and gives their results in order. */
  <T> List<T> all(List<Supplier<T>> parts);

  /** The calling thread alone. */
  record Caller() implements Workers {
    @Override
    public int hands() {
      return 1;
    }

    @Override
    public <T> List<T> all(List<Supplier<T>> parts) {
      return parts.stream().map(Supplier::get).toList();
    }
  }

  /** An executor of the caller's. */
  record Shared(Executor executor, int hands) implements Workers {
    public Shared {
      if (hands < 1) {
        throw new IllegalArgumentException("at least one hand is wanted");
      }
    }

    @Override
    public <T> List<T> all(List<Supplier<T>> parts) {
      List<CompletableFuture<T>> started =
          parts.stream().map(part -> CompletableFuture.supplyAsync(part, executor)).toList();
      return started.stream().map(CompletableFuture::join).toList();
    }
  }
}
