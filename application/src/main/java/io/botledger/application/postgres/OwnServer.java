package io.botledger.application.postgres;

import io.botledger.platform.database.Database;
import io.botledger.platform.start.StartRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.core.env.Environment;

/** A PostgreSQL of one's own, named by {@code spring.datasource}. */
public final class OwnServer {

  /** The oldest major version that is tested. */
  private static final int OLDEST = 15;

  /** The option that names its address; without it one is embedded. */
  public static final String URL = "spring.datasource.url";

  private OwnServer() {}

  /**
   * The database that the configuration names.
   *
   * @throws StartRefused if it cannot be used
   */
  static Database in(Environment environment) {
    Database database =
        new Database(
            environment.getRequiredProperty(URL),
            environment.getProperty("spring.datasource.username", ""),
            environment.getProperty("spring.datasource.password", ""));
    if (!database.url().startsWith("jdbc:postgresql:")) {
      throw new StartRefused(
          "%s is %s, which is no address of a PostgreSQL.".formatted(URL, database.address()),
          "Give it the form jdbc:postgresql://host:5432/database.");
    }
    try (Connection connection = database.connect(Duration.ofSeconds(5))) {
      requireVersion(connection, database);
    } catch (SQLException e) {
      throw new StartRefused(
          "The PostgreSQL at %s cannot be used: %s".formatted(database.address(), e.getMessage()),
          "Check that it runs, and spring.datasource.url, .username and .password.",
          e);
    }
    return database;
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
