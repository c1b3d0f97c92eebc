package city.urna.verifier;

import city.urna.verifier.check.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal that says how far things are, once they take more than two seconds. */
final class TerminalProgress implements Progress, AutoCloseable {
  private static final long PATIENCE = 2_000_000_000L;
  private static final long PAUSE = 200_000_000L;
  private static final int WIDTH = 60;

  private final PrintWriter err;
  private final boolean wanted;
  private final long start = System.nanoTime();
  private long last = start;
  private boolean shown;

  TerminalProgress(PrintWriter err, boolean wanted) {
    this.err = err;
    this.wanted = wanted;
  }

  /** Whether there is a terminal to look at. */
  static boolean isWanted() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void at(String stage, long done) {
    long now = System.nanoTime();
    if (!wanted || now - start < PATIENCE || now - last < PAUSE) {
      return;
    }
    last = now;
    shown = true;
    String line = stage + (done > 0 ? String.format(Locale.ROOT, ": %,d", done) : "");
    err.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
    err.flush();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (shown) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }
}
