package io.botledger.application.postgres;

import io.botledger.platform.database.Database;
import io.botledger.platform.start.StartRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts the embedded server on its directory, for the first time or again; one that still runs
 * there, left over from a killed process, is taken over.
 *
 * <p>The library only waits until the server answers. What goes wrong is seen here: that nothing is
 * left to wait for, however long a recovery may take.
 */
final class ServerLaunch {
  static final String SUPERUSER = "postgres";

  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(15);
  private static final Duration SURELY_LAUNCHED = Duration.ofSeconds(1);

  private final ServerDirectory directory;
  private volatile long launchedAt = Long.MAX_VALUE;

  private ServerLaunch(ServerDirectory directory) {
    this.directory = directory;
  }

  /**
   * Starts it. After a crash the first attempt can come too early, while the last processes of the
   * old server still hold its shared memory; so it is tried again.
   */
  static RunningServer on(ServerDirectory directory, int port)
      throws IOException, InterruptedException, ServerFailed {
    for (int attempt = 1; ; attempt++) {
      try {
        return new ServerLaunch(directory).attempt(port);
      } catch (ServerFailed e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private RunningServer attempt(int port) throws IOException, InterruptedException, ServerFailed {
    Postmaster.forgetStale(directory.path());
    long said = directory.output().size();
    FutureTask<EmbeddedPostgres> start = new FutureTask<>(() -> builder(port).start());
    Thread thread = new Thread(start, "postgres-start");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    @Nullable StartRefused refused = null;
    while (!start.isDone()) {
      try {
        start.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        refused = refused == null ? refusal(port) : refused;
        if (interrupted || refused != null || isLost()) {
          // The library stops waiting and hands out what it has started.
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new ServerFailed(directory.output().since(said), e.getCause());
      }
    }
    Optional<Postmaster> postmaster = Postmaster.on(directory.path());
    if (postmaster.isPresent() && refused == null && !interrupted) {
      return new RunningServer(result(start), postmaster.get());
    }
    result(start).close();
    if (refused != null) {
      throw refused;
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    throw new ServerFailed(directory.output().since(said), null);
  }

  private static EmbeddedPostgres result(FutureTask<EmbeddedPostgres> start)
      throws InterruptedException {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The launcher has ended, and no server is there. */
  private boolean isLost() {
    return isSurelyLaunched() && Postmaster.on(directory.path()).isEmpty();
  }

  private boolean isSurelyLaunched() {
    return launchedAt != Long.MAX_VALUE
        && System.nanoTime() - launchedAt > SURELY_LAUNCHED.toNanos()
        && ProcessHandle.current().children().findAny().isEmpty();
  }

  /** A server that is there and does not take the password will never do. */
  private @Nullable StartRefused refusal(int port) {
    if (!isSurelyLaunched() || isLost()) {
      return null;
    }
    try (Connection ignored = administration(directory, port).connect(Duration.ofSeconds(2))) {
      return null;
    } catch (SQLException e) {
      return e.getSQLState() != null && e.getSQLState().startsWith("28")
          ? new StartRefused(
              "The embedded PostgreSQL does not take the password in %s."
                  .formatted(directory.passwordFile()),
              "Put the file back from a backup of the data directory.",
              e)
          : null;
    }
  }

  /** The server's own maintenance database, as its superuser. */
  static Database administration(ServerDirectory directory, int port) {
    return new Database(url(port, SUPERUSER), SUPERUSER, directory.password());
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(port, database);
  }

  private EmbeddedPostgres.Builder builder(int port) {
    // Where the library unpacks the binaries. Its default is the directory for temporary files,
    // where
    // they may be removed under a running server or be put by somebody else.
    System.setProperty("ot.epg.working-dir", directory.binaries().toString());
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.path())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setPGStartupWait(LONGEST_RECOVERY)
        .setConnectConfig("password", directory.password())
        .setOutputRedirector(directory.output().redirect())
        .setDataDirectoryCustomizer(made -> beforeLaunch())
        // Options of initdb: later ones win over the library's own, which trust everybody.
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", directory.passwordFile().toString())
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        // The library switches durability off.
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "60")
        // Statements carry contents; those do not belong in a log.
        .setServerConfig("log_min_error_statement", "panic")
        .setServerConfig("log_checkpoints", "off");
  }

  private void beforeLaunch() {
    try {
      directory.markComplete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    launchedAt = System.nanoTime();
  }
}
