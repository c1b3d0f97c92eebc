package city.urna.network.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The same step for several components at once. */
final class Together {
  private Together() {}

  /**
   * Takes the step for all, each in a thread of its own.
   *
   * @throws NetworkException the first that any of them throws, after all have ended
   */
  static <T> void each(List<T> all, Consumer<T> step) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      all.forEach(each -> running.add(threads.submit(() -> step.accept(each))));
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof NetworkException known) {
        throw new NetworkException(known.getMessage(), known);
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NetworkException("stopped", stopped);
    }
  }
}
