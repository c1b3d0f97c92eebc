package city.urna.verifier.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs checks on all cores while the log is read on. Results come back to the reading thread in the
 * order of submission, and only so many are under way that memory stays flat.
 */
final class Workers implements AutoCloseable {
  private final ForkJoinPool pool;
  private final int most;
  private final Deque<Running<?>> underWay = new ArrayDeque<>();

  private record Running<T>(Future<T> future, Consumer<T> then) {
    void take() {
      try {
        then.accept(future.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while checking", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a check ended by itself", e.getCause());
      }
    }
  }

  Workers(int cores) {
    pool = new ForkJoinPool(cores);
    most = 2 * cores;
  }

  /** Runs the work on some core, then gives its result to the submitting thread. */
  <T> void submit(Callable<T> work, Consumer<T> then) {
    while (underWay.size() >= most) {
      underWay.removeFirst().take();
    }
    underWay.addLast(new Running<>(pool.submit(work), then));
  }

  /** Waits for all that is under way. */
  void drain() {
    while (!underWay.isEmpty()) {
      underWay.removeFirst().take();
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
