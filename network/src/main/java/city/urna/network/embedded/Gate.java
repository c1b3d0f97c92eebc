package city.urna.network.embedded;

/** Lets commands in until it is shut, and knows when the last one has left. */
final class Gate {
  private boolean shut;
  private long inside;

  /** Whether one more is let in; whoever is, leaves some time. */
  synchronized boolean enter() {
    if (!shut) {
      inside++;
    }
    return !shut;
  }

  synchronized void leave() {
    inside--;
    notifyAll();
  }

  synchronized void shut() {
    shut = true;
  }

  synchronized boolean isShut() {
    return shut;
  }

  /** Waits until nobody is inside; an interrupt ends the waiting and stays set. */
  synchronized void awaitEmpty() {
    boolean interrupted = false;
    while (inside > 0 && !interrupted) {
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
