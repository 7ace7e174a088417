package io.botledger.application.postgres;

import io.botledger.application.data.DataDirectory;
import io.botledger.platform.database.Database;
import io.botledger.platform.start.StartRefused;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The embedded PostgreSQL of this process: started with it, started again when it dies, stopped
 * after everything that uses it.
 */
public final class EmbeddedServer
    implements AutoCloseable, ApplicationListener<ContextClosedEvent> {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final String NAME = "botledger";
  private static final int FAILURES = 3;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final ServerDirectory directory;
  private final Runnable endProcess;
  private final Deque<Long> failures = new ArrayDeque<>();
  private final Thread watch = new Thread(this::watch, "postgres-watch");
  private volatile RunningServer running;
  private volatile boolean ending;

  private EmbeddedServer(ServerDirectory directory, RunningServer running, Runnable endProcess) {
    this.directory = directory;
    this.running = running;
    this.endProcess = endProcess;
  }

  /**
   * Starts it, with a database and a role for us.
   *
   * @param endProcess called when it cannot be kept alive
   * @throws StartRefused if it does not start
   */
  static EmbeddedServer start(DataDirectory data, Runnable endProcess) {
    try {
      ServerDirectory directory = ServerDirectory.in(data);
      RunningServer running = ServerLaunch.on(directory, ServerPort.choose(directory));
      EmbeddedServer server = new EmbeddedServer(directory, running, endProcess);
      server.prepareDatabase();
      server.watch.setDaemon(true);
      server.watch.start();
      return server;
    } catch (IOException e) {
      throw DataDirectory.notWritable(data.path(), e);
    } catch (ServerFailed e) {
      throw new StartRefused(
          "The embedded PostgreSQL does not start. It says:%n%n%s".formatted(e.getMessage()),
          "Mend what it names. All of what it said is in " + data.resolve("postgres.log") + ".",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the embedded PostgreSQL started.", e);
    }
  }

  /** Our database in it; stays the same when the server is started again. */
  Database database() {
    return new Database(
        ServerLaunch.url(running.postmaster().port(), NAME), NAME, directory.password());
  }

  Postmaster postmaster() {
    return running.postmaster();
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    // Whoever stops us may stop PostgreSQL at the same time (systemd does); then it has to stay
    // down.
    ending = true;
  }

  @Override
  public void close() {
    ending = true;
    watch.interrupt();
    synchronized (this) {
      running.stop();
    }
  }

  /** A role without a superuser's powers: the same shape as on a PostgreSQL of one's own. */
  private void prepareDatabase() {
    Database administration = ServerLaunch.administration(directory, running.postmaster().port());
    try (Connection connection = administration.connect(Duration.ofSeconds(30));
        Statement statement = connection.createStatement()) {
      if (isMissing(statement, "select 1 from pg_roles where rolname = '" + NAME + "'")) {
        statement.execute("create role %s login".formatted(NAME));
      }
      statement.execute(
          "alter role %s password '%s'".formatted(NAME, directory.password().replace("'", "''")));
      if (isMissing(statement, "select 1 from pg_database where datname = '" + NAME + "'")) {
        statement.execute("create database %1$s owner %1$s".formatted(NAME));
      }
    } catch (SQLException e) {
      running.stop();
      throw new StartRefused(
          "The embedded PostgreSQL runs, but its database cannot be made: " + e.getMessage(),
          "Look into " + directory.output() + ".",
          e);
    }
  }

  private static boolean isMissing(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }

  private void watch() {
    try {
      while (!ending) {
        long said = directory.output().size();
        while (!running.postmaster().awaitEnd(1, TimeUnit.SECONDS)) {
          // Looked at again: nobody reports the end of a process that is not buried.
        }
        if (!ending) {
          log.error(
              "The embedded PostgreSQL (pid {}) ended unexpectedly. It said last: {}",
              running.postmaster().process().pid(),
              directory.output().since(said));
          restart();
        }
      }
    } catch (InterruptedException e) {
      log.debug("No longer watching the embedded PostgreSQL.");
    }
  }

  private void restart() throws InterruptedException {
    while (!isBeyondHope()) {
      synchronized (this) {
        if (ending) {
          return;
        }
        int port = running.postmaster().port();
        running.stop();
        try {
          running = ServerLaunch.on(directory, port);
          log.warn(
              "The embedded PostgreSQL runs again (pid {}).", running.postmaster().process().pid());
          return;
        } catch (ServerFailed | IOException e) {
          log.error("The embedded PostgreSQL does not start again. It says: {}", e.getMessage());
        }
      }
    }
    log.error(
        "The embedded PostgreSQL failed {} times within a minute. Botledger ends here; all that"
            + " PostgreSQL said is in {}.",
        FAILURES,
        directory.output());
    ending = true;
    endProcess.run();
  }

  /** Counts one failure. */
  private boolean isBeyondHope() {
    long now = System.nanoTime();
    failures.addLast(now);
    failures.removeIf(time -> now - time > WITHIN.toNanos());
    return failures.size() >= FAILURES;
  }
}
