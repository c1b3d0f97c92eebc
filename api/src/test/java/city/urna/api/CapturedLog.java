package city.urna.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the servers log: with the product's own levels and format, but of our own code every level.
 */
public final class CapturedLog extends Handler implements AutoCloseable {
  private static final String OURS = "city.urna";

  private final LogLine format = new LogLine();
  private final List<String> lines = new ArrayList<>();
  private final Properties levels = new Properties();

  public CapturedLog() {
    try (InputStream settings = Main.class.getResourceAsStream("logging.properties")) {
      levels.load(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    setLevel(Level.ALL);
  }

  public void begin() {
    Logger.getLogger("").addHandler(this);
    Logger.getLogger(OURS).setLevel(Level.ALL);
  }

  @Override
  public synchronized void publish(LogRecord event) {
    if (event.getLevel().intValue() >= level(event.getLoggerName()).intValue()) {
      lines.add(format.format(event));
    }
  }

  /** The level that a server's settings have for a logger, or its nearest ancestor. */
  private Level level(String logger) {
    String name = logger == null ? "" : logger;
    if (name.startsWith(OURS)) {
      return Level.ALL;
    }
    while (true) {
      String level = levels.getProperty(name + ".level");
      if (level != null) {
        return Level.parse(level);
      }
      name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
    Logger.getLogger(OURS).setLevel(null);
  }
}
