package city.urna.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * How fast a number of devices got through a number of inputs.
 *
 * <p>Servers that have just started still compile themselves: the rate from the start is what the
 * first voters meet, the rate of the second half is what a longer day looks like.
 */
final class Pace {
  private final long begun;
  private final long[] nanos;
  private final long[] ends;

  private Pace(long begun, long[] nanos, long[] ends) {
    this.begun = begun;
    this.nanos = nanos;
    this.ends = ends;
    Arrays.sort(nanos);
    Arrays.sort(ends);
  }

  /**
   * Does something with each input, on that many devices at once.
   *
   * @throws IllegalStateException when one of them fails
   */
  static <T> Pace of(List<T> inputs, int devices, Consumer<T> action) {
    long begun = System.nanoTime();
    long[] nanos = new long[inputs.size()];
    long[] ends = new long[inputs.size()];
    try (ExecutorService threads = Executors.newFixedThreadPool(devices)) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        int place = i;
        tasks.add(
            () -> {
              long started = System.nanoTime();
              action.accept(inputs.get(place));
              ends[place] = System.nanoTime();
              nanos[place] = ends[place] - started;
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the measurement failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new Pace(begun, nanos, ends);
  }

  /** How many a second, the first ones included. */
  double fromStart() {
    return ends.length * 1e9 / (ends[ends.length - 1] - begun);
  }

  /** How many a second, of those that ended in the second half. */
  double warm() {
    int half = ends.length / 2;
    return (ends.length - half) * 1e9 / (ends[ends.length - 1] - ends[half - 1]);
  }

  /** Milliseconds below which that share of them took. */
  long millis(double share) {
    return nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1_000_000;
  }
}
