package io.botledger.platform.database;

import io.botledger.platform.start.StartRefused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Brings one schema up to date; every schema has a history table of its own. */
public final class Migrations {

  /** PostgreSQL's {@code insufficient_privilege}. */
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private static final String DATABASE_GRANT =
      """
      As an owner of the database, run one of: GRANT CREATE ON DATABASE "%2$s" TO "%1$s"; \
      or CREATE SCHEMA "%3$s" AUTHORIZATION "%1$s";""";

  private static final String SCHEMA_GRANT =
      """
      As the schema's owner, run: GRANT USAGE, CREATE ON SCHEMA "%3$s" TO "%1$s";""";

  private static final String READ_GRANT =
      """
      As the schema's owner, run: GRANT USAGE ON SCHEMA "%2$s" TO "%1$s"; \
      GRANT SELECT ON ALL TABLES IN SCHEMA "%2$s" TO "%1$s"; \
      ALTER DEFAULT PRIVILEGES IN SCHEMA "%2$s" GRANT SELECT ON TABLES TO "%1$s";""";

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int LOOKS_PER_LINE = 20;
  private static final Duration LONGEST_TURN = Duration.ofMinutes(2);
  private static final Duration TURN_LOOK = Duration.ofMillis(50);

  private Migrations() {}

  /** The same, on connections that have none of the time-outs of a pool. */
  public static void migrate(Database database, String schema, String location) {
    DriverManagerDataSource dataSource =
        new DriverManagerDataSource(database.url(), database.username(), database.password());
    migrate(dataSource, schema, location);
  }

  /**
   * Makes the schema if it is missing and runs in it the migrations that it lacks. Processes that
   * start at once take turns.
   *
   * @param dataSource hands out two connections or more at a time
   * @param location below the class path, such as {@code db/events}
   * @throws StartRefused if the role lacks a grant; the message names it
   */
  public static void migrate(DataSource dataSource, String schema, String location) {
    // Flyway locks its history table, but neither the making of it nor that of the schema.
    try (Connection turn = dataSource.getConnection();
        Statement statement = turn.createStatement()) {
      turn.setAutoCommit(true);
      takeTurn(statement, schema);
      try {
        requireGrants(turn, schema);
        Flyway.configure()
            .dataSource(dataSource)
            .schemas(schema)
            .locations("classpath:" + location)
            .load()
            .migrate();
      } finally {
        statement.execute("select pg_advisory_unlock(%s)".formatted(turnOf(schema)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The schema \"" + schema + "\" could not be brought up to date.", e);
    } catch (FlywayException e) {
      throw isDenied(e)
          ? new StartRefused(
              "The role may not change what is in the schema \"%s\".".formatted(schema),
              "Make it the owner of the schema's tables.",
              e)
          : new IllegalStateException(
              "The schema \"" + schema + "\" could not be brought up to date.", e);
    }
  }

  /** Not for ever: whoever has the turn may stand still. */
  private static void takeTurn(Statement statement, String schema) throws SQLException {
    long start = System.nanoTime();
    while (!isTaken(statement, schema)) {
      if (System.nanoTime() - start > LONGEST_TURN.toNanos()) {
        throw new IllegalStateException(
            "Another process has been bringing the schema \"%s\" up to date for %d s."
                .formatted(schema, LONGEST_TURN.toSeconds()));
      }
      try {
        Thread.sleep(TURN_LOOK.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for another process.", e);
      }
    }
  }

  private static boolean isTaken(Statement statement, String schema) throws SQLException {
    try (ResultSet taken =
        statement.executeQuery("select pg_try_advisory_lock(%s)".formatted(turnOf(schema)))) {
      taken.next();
      return taken.getBoolean(1);
    }
  }

  private static String turnOf(String schema) {
    return "hashtextextended('botledger migrations %s', 0)".formatted(schema);
  }

  /**
   * Waits until another process has brought the schema to what this build needs, and says so every
   * few seconds. A schema that is newer will do.
   *
   * @param maker who that is, for people: {@code a process of the role command}
   * @throws StartRefused if the role may not read the schema, the message names the grant; or if
   *     the process is asked to stop meanwhile
   */
  public static void await(Database database, String schema, String location, String maker) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(database.url(), database.username(), database.password())
            .schemas(schema)
            .locations("classpath:" + location)
            .load();
    // Spring closes nothing before its start is over.
    Thread waiting = Thread.currentThread();
    Thread stop = new Thread(waiting::interrupt, "stop-waiting");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      for (int looks = 0; !isReady(flyway, schema, database); looks++) {
        if (looks % LOOKS_PER_LINE == 0) {
          log.info(
              "The schema \"{}\" is not there yet as this release needs it. Waiting for {} of this"
                  + " release, which makes it.",
              schema,
              maker);
        }
        Thread.sleep(LOOK.toMillis());
      }
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (InterruptedException e) {
      waiting.interrupt();
      throw new StartRefused(
          "It was stopped while it waited for the schema \"" + schema + "\".",
          "Start " + maker + ".");
    }
  }

  private static boolean isReady(Flyway flyway, String schema, Database database) {
    try {
      return flyway.info().pending().length == 0;
    } catch (FlywayException e) {
      if (isDenied(e)) {
        throw new StartRefused(
            "The role \"%s\" may not read the schema \"%s\"."
                .formatted(database.username(), schema),
            READ_GRANT.formatted(database.username(), schema),
            e);
      }
      if (Outage.isOutage(e)) {
        log.debug("PostgreSQL does not answer.", e);
        return false;
      }
      throw e;
    }
  }

  /** Asked beforehand: Flyway tries a refused statement again for ten seconds. */
  private static void requireGrants(Connection connection, String schema) throws SQLException {
    String sql =
        """
        select current_user::text, current_database()::text, exists_, case
            when exists_ then has_schema_privilege(?, 'USAGE') and has_schema_privilege(?, 'CREATE')
            else has_database_privilege(current_database(), 'CREATE') end
        from (select exists (select from pg_namespace where nspname = ?) as exists_) as schema
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      statement.setString(2, schema);
      statement.setString(3, schema);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getBoolean(4)) {
          boolean exists = row.getBoolean(3);
          throw new StartRefused(
              "The role \"%1$s\" may not create %4$sthe schema \"%3$s\" in the database \"%2$s\"."
                  .formatted(
                      row.getString(1), row.getString(2), schema, exists ? "tables in " : ""),
              (exists ? SCHEMA_GRANT : DATABASE_GRANT)
                  .formatted(row.getString(1), row.getString(2), schema));
        }
      }
    }
  }

  private static boolean isDenied(FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
