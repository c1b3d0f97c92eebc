package city.urna.api.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again until it is closed; a failure is logged and not the end of it. */
public final class Repeating implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

  private final String name;
  private final Runnable step;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  public Repeating(String name, Duration pause, Runnable step) {
    this.name = name;
    this.pause = pause;
    this.step = step;
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  private void run() {
    try {
      do {
        CompletableFuture.runAsync(step, Runnable::run).exceptionally(this::tell).join();
      } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Void tell(Throwable failure) {
    LOG.error("{} failed and is tried again", name, failure);
    return null;
  }

  /** Lets a step that is under way end. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
