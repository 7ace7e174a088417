package io.botledger.application.postgres;

import io.botledger.application.Settings;
import io.botledger.platform.database.Database;
import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.start.StartRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.core.env.Environment;

/** A PostgreSQL of one's own, named by {@code spring.datasource}. */
public final class OwnServer {

  /** The oldest major version that is tested. */
  private static final int OLDEST = 15;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** In bytes of disk, of what bots were told last. */
  private static final long MOST_LAST_KNOWN = 256L << 20;

  /** The option that names its address; without it one is embedded. */
  public static final String URL = "spring.datasource.url";

  private OwnServer() {}

  /**
   * The database that the configuration names.
   *
   * @throws StartRefused if it cannot be used
   */
  static Database in(Environment environment) {
    Database database = named(environment);
    if (!database.url().startsWith("jdbc:postgresql:")) {
      throw new StartRefused(
          "%s is %s, which is no address of a PostgreSQL.".formatted(URL, database.address()),
          "Give it the form jdbc:postgresql://host:5432/database.");
    }
    try (Connection connection = database.connect(PATIENCE)) {
      requireVersion(connection, database);
    } catch (SQLException e) {
      throw new StartRefused(
          "The PostgreSQL at %s cannot be used: %s".formatted(database.address(), e.getMessage()),
          "Check that it runs, and spring.datasource.url, .username and .password.",
          e);
    }
    return database;
  }

  /** Whether there is no use in going on, though nothing is wrong with what is configured. */
  public static boolean isAway(Environment environment) {
    return named(environment).isAway(PATIENCE);
  }

  /** What was known last of this database, in the data directory. */
  public static LastKnownFiles lastKnown(Environment environment) {
    return LastKnownFiles.in(
        Path.of(environment.getProperty("botledger.data-dir", Settings.DATA_DIRECTORY))
            .resolve("last-known")
            .resolve(digest(named(environment).address())),
        MOST_LAST_KNOWN);
  }

  private static Database named(Environment environment) {
    return new Database(
        environment.getRequiredProperty(URL),
        environment.getProperty("spring.datasource.username", ""),
        environment.getProperty("spring.datasource.password", ""));
  }

  /** Tells one database from another in the name of a folder. */
  private static String digest(String address) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static void requireVersion(Connection connection, Database database) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    if (major < OLDEST) {
      throw new StartRefused(
          "The PostgreSQL at %s is version %d.".formatted(database.address(), major),
          "Use PostgreSQL %d or newer.".formatted(OLDEST));
    }
  }
}
