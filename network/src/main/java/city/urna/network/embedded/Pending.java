package city.urna.network.embedded;

/** Counts the commands that are on their way, so that closing can wait for them. */
final class Pending {
  private long count;

  synchronized void begin() {
    count++;
  }

  synchronized void end() {
    count--;
    notifyAll();
  }

  /** Waits until none is on its way; an interrupt ends the waiting and stays set. */
  synchronized void await() {
    boolean interrupted = false;
    while (count > 0 && !interrupted) {
      try {
        wait();
      } catch (InterruptedException stop) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
