package city.urna.network.launch;

import java.time.Duration;

/** Waiting between two looks. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NetworkException("stopped while waiting", stopped);
    }
  }
}
