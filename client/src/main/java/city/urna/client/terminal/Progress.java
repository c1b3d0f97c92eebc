package city.urna.client.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * One line of progress for one step, on the error stream: rewritten in place on a terminal, silent
 * elsewhere but for the line that says the step is done. Nothing at all when quiet.
 */
public final class Progress {
  private static final long PAUSE_NANOS = 100_000_000;
  private final PrintStream out;
  private final boolean live;
  private final boolean quiet;
  private String step = "";
  private long begun;
  private long drawn;

  public Progress(PrintStream out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
    this.live = !quiet && System.console() != null && System.console().isTerminal();
  }

  /** Begins a step. */
  public synchronized void begin(String name) {
    step = name;
    begun = System.nanoTime();
    drawn = 0;
    draw("");
  }

  /** Says how far the step is. */
  public synchronized void at(long done, long all) {
    long now = System.nanoTime();
    if (now - drawn > PAUSE_NANOS) {
      drawn = now;
      draw("%,d of %,d".formatted(done, all));
    }
  }

  /** Ends the step and says what came of it. */
  public synchronized void done(String outcome) {
    if (quiet) {
      return;
    }
    Duration time = Duration.ofNanos(System.nanoTime() - begun);
    out.printf(
        Locale.ROOT,
        "%s%-34s %6.1f s  %s%n",
        live ? "\r\u001b[K" : "",
        step,
        time.toMillis() / 1000.0,
        outcome);
    step = "";
  }

  private void draw(String state) {
    if (live && !step.isEmpty()) {
      out.printf("\r\u001b[K%-34s %s", step + " …", state);
      out.flush();
    }
  }
}
