package city.urna.network.store;

import city.urna.network.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;

/**
 * A file of a server: a ledger, or what a gateway or an issuer must not lose. One process has it
 * open at a time; within it there is one writer, and readers see the last commit.
 */
public final class Store implements AutoCloseable {
  private static final int READERS = 8;
  private static final int LOG_PAGES = 4_000;
  private static final int CACHE_KIBIBYTES = 32_768;

  private final Path file;
  private final FileChannel guard;
  private final Session writer;
  private final ReentrantLock writing = new ReentrantLock();
  private final BlockingQueue<Session> readers = new LinkedBlockingQueue<>();
  private final List<Session> sessions;

  /** Whether the writer's connection is within a transaction; guarded by the lock. */
  private boolean begun = true;

  private Store(Path file, FileChannel guard, List<Session> sessions) {
    this.file = file;
    this.guard = guard;
    this.sessions = List.copyOf(sessions);
    this.writer = sessions.getFirst();
    readers.addAll(sessions.subList(1, sessions.size()));
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws LedgerException when another process has it open, or it is something else
   */
  public static Store open(Path file, Schema schema) {
    FileChannel guard = guard(file);
    List<Session> sessions = new ArrayList<>();
    try {
      sessions.add(new Session(connect(file, false)));
      schema.ensure(sessions.getFirst().connection(), file);
      for (int i = 0; i < READERS; i++) {
        sessions.add(new Session(connect(file, true)));
      }
      return new Store(file, guard, sessions);
    } catch (SQLException | LedgerException broken) {
      closeAll(sessions, guard, broken);
      throw broken instanceof LedgerException named ? named : failure(file, broken);
    }
  }

  /** Reads what is committed. */
  public <T> T read(Work<T> work) {
    Session session;
    try {
      session = readers.take();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LedgerException("interrupted while waiting for " + file, stopped);
    }
    try {
      return work.in(session);
    } catch (SQLException broken) {
      throw failure(file, broken);
    } finally {
      readers.add(session);
    }
  }

  /** Does all of the work and syncs it, or nothing. */
  public <T> T write(Work<T> work) {
    writing.lock();
    boolean done = false;
    try {
      begin();
      T result = work.in(writer);
      writer.connection().commit();
      done = true;
      return result;
    } catch (SQLException broken) {
      throw failure(file, broken);
    } finally {
      if (!done) {
        rollBack();
      }
      writing.unlock();
    }
  }

  /** The driver begins the next transaction itself, except after one that SQLite ended. */
  private void begin() throws SQLException {
    if (!begun) {
      try (Statement statement = writer.connection().createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
      }
      begun = true;
    }
  }

  /** On a full disk SQLite has rolled back already; then there is nothing to roll back here. */
  private void rollBack() {
    try {
      writer.connection().rollback();
    } catch (SQLException ended) {
      begun = false;
    }
  }

  /**
   * Makes what was deleted or overwritten vanish from the file and from its write-ahead log.
   *
   * @throws LedgerException when a reader that does not end keeps it from that
   */
  public void sweep() {
    writing.lock();
    try (Statement statement = writer.connection().createStatement()) {
      writer.connection().setAutoCommit(true);
      try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        if (!row.next() || row.getInt(1) != 0) {
          throw new LedgerException("the store " + file + " could not be swept; it is in use");
        }
      } finally {
        writer.connection().setAutoCommit(false);
      }
    } catch (SQLException broken) {
      throw failure(file, broken);
    } finally {
      writing.unlock();
    }
  }

  /** The file, for messages. */
  public Path file() {
    return file;
  }

  @Override
  public void close() {
    writing.lock();
    try {
      LedgerException problem = new LedgerException("cannot close " + file);
      closeAll(sessions, guard, problem);
      if (problem.getSuppressed().length > 0) {
        throw problem;
      }
    } finally {
      writing.unlock();
    }
  }

  private static Connection connect(Path file, boolean reader) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(10_000);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-" + CACHE_KIBIBYTES / (reader ? 8 : 1));
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
    }
    connection.setAutoCommit(reader);
    return connection;
  }

  private static FileChannel guard(Path file) {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock held = null;
      try {
        held = channel.tryLock();
      } catch (OverlappingFileLockException ours) {
        held = null;
      }
      if (held == null) {
        channel.close();
        throw new LedgerException(file + " is open already: does another server run on it?");
      }
      return channel;
    } catch (IOException broken) {
      throw failure(file, broken);
    }
  }

  private static void closeAll(List<Session> sessions, FileChannel guard, Throwable into) {
    for (Session session : sessions.reversed()) {
      try {
        session.connection().close();
      } catch (SQLException broken) {
        into.addSuppressed(broken);
      }
    }
    try {
      guard.close();
    } catch (IOException broken) {
      into.addSuppressed(broken);
    }
  }

  private static LedgerException failure(Path file, Throwable broken) {
    return new LedgerException("the store " + file + " failed", broken);
  }
}
