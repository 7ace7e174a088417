package io.botledger.platform.progress;

import io.botledger.platform.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that keeps one connection of its own open, and opens it again when it breaks. */
abstract class NotificationConnection implements AutoCloseable {

  private static final Logger logger = LoggerFactory.getLogger(NotificationConnection.class);
  private static final long SHORTEST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 5_000;
  private static final long LAST_WORDS = 1_000;

  private final Database database;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  NotificationConnection(Database database, String name) {
    this.database = database;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Works until the connection breaks, or returns soon after {@link #isClosing}. */
  abstract void work(Connection connection) throws SQLException, InterruptedException;

  /** Gets the work to notice that {@link #isClosing}. */
  abstract void interruptWork(@Nullable Connection connection) throws SQLException;

  final void start() {
    thread.start();
  }

  final boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    long pause = SHORTEST_PAUSE;
    try {
      while (!isClosing()) {
        long started = System.nanoTime();
        try (Connection opened = open()) {
          connection = opened;
          work(opened);
        } catch (SQLException | RuntimeException e) {
          if (isClosing()) {
            return;
          }
          boolean lasted =
              System.nanoTime() - started > TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE);
          pause = lasted ? SHORTEST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
          logger.warn(
              "{}: the connection broke, the next try is in {} ms: {}",
              thread.getName(),
              pause,
              e.toString());
          closing.await(pause, TimeUnit.MILLISECONDS);
        } finally {
          connection = null;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.username());
    properties.setProperty("password", database.password());
    properties.setProperty("ApplicationName", thread.getName());
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(database.url(), properties);
  }

  /** Ends the thread; gives it a second for what it still has to say. */
  @Override
  public void close() {
    closing.countDown();
    try {
      interruptWork(connection);
      thread.join(LAST_WORDS);
      Connection open = connection;
      if (thread.isAlive() && open != null) {
        open.abort(Runnable::run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      logger.debug("{}: the connection could not be cut.", thread.getName(), e);
    }
  }
}
