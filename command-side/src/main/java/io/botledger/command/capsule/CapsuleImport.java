package io.botledger.command.capsule;

import io.botledger.command.capsule.CapsuleLine.Content;
import io.botledger.command.capsule.CapsuleLine.Event;
import io.botledger.command.state.CommandState;
import io.botledger.command.state.CommandStateReplay;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.start.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Takes a capsule into an empty log: wholly, in one transaction, or not at all. Positions, ids and
 * times are kept, so that whatever the original answers, the copy does.
 */
public final class CapsuleImport {

  /** The option that names the file. */
  public static final String OPTION = "botledger.import";

  private static final Logger log = LoggerFactory.getLogger(CapsuleImport.class);
  private static final int BATCH = 500;
  private static final long CONTENTS = 4L * 1024 * 1024;
  private static final long NEWS = 5_000_000_000L;

  /** Those who append wait, those who read do not; two imports at once take turns. */
  private static final String LOCK =
      """
      set local lock_timeout = '10s';
      set local statement_timeout = 0;
      set local idle_in_transaction_session_timeout = 0;
      set local plan_cache_mode = force_custom_plan;
      lock table command.chatbot, command.version, command.deployment, command.environment,
        events.content, events.event in share row exclusive mode
      """;

  /** Behind the newest position, and never back: positions are not given twice. */
  private static final String GO_ON_BEHIND =
      """
      select setval(pg_get_serial_sequence('events.event', 'global_index'),
          greatest(max(global_index), (select last_value from events.event_global_index_seq)))
        from events.event having count(*) > 0
      """;

  private static final String ANALYZE =
      """
      analyze events.event, events.content, command.chatbot, command.version, command.deployment,
        command.environment
      """;

  /** SQLSTATE class 23, integrity constraint violation. */
  private static final String CONSTRAINT = "23";

  private final Connection connection;
  private final Contents contents;
  private final ImportBatch batch = new ImportBatch();
  private long bytes;
  private long events;
  private long news = System.nanoTime();

  private CapsuleImport(Connection connection) {
    this.connection = connection;
    this.contents = new Contents(new SingleConnectionDataSource(connection, true));
  }

  /**
   * Imports a file.
   *
   * @throws StartRefused if the log has events already, or if the file is not a whole capsule that
   *     this release understands; then nothing is stored
   */
  public static void run(Database database, Path file) {
    try (CapsuleReader capsule = CapsuleReader.open(file);
        Connection connection =
            new DriverManagerDataSource(database.url(), database.username(), database.password())
                .getConnection()) {
      connection.setAutoCommit(false);
      log.info("Importing {} ...", file);
      long events = new CapsuleImport(connection).take(capsule);
      connection.commit();
      log.info(
          "Imported {}: {} events, up to position {}.", file, events, capsule.header().position());
    } catch (BadCapsule e) {
      throw new StartRefused(
          "The capsule %s cannot be imported; nothing of it was stored. %s"
              .formatted(file, e.getMessage()),
          "Take an unchanged copy of it, or start without %s.".formatted(OPTION),
          e);
    } catch (IOException e) {
      throw new StartRefused(
          "The capsule %s cannot be read (%s: %s)."
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          "Name a file that the user who runs Botledger can read with %s.".formatted(OPTION),
          e);
    } catch (SQLException e) {
      throw new StartRefused(
          "The capsule %s could not be stored; nothing of it was. PostgreSQL says: %s"
              .formatted(file, e.getMessage()),
          "Mend that, and start again.",
          e);
    }
  }

  private long take(CapsuleReader capsule) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(LOCK);
      requireEmpty(statement);
      for (CapsuleLine line = capsule.next(); line != null; line = capsule.next()) {
        if (line instanceof Content content) {
          contents.store(content.hash(), content.size(), content.content());
          bytes += content.size();
        } else if (line instanceof Event event) {
          batch.add(capsule.line(), event, capsule.event());
          events++;
          if (batch.size() == BATCH || bytes > CONTENTS) {
            store();
          }
        }
      }
      store();
      statement.execute(GO_ON_BEHIND);
      replay();
      statement.execute(ANALYZE);
    }
    return events;
  }

  private void store() throws SQLException {
    batch.store(connection);
    bytes = 0;
    if (System.nanoTime() - news > NEWS) {
      news = System.nanoTime();
      log.info("Importing ... {} events so far.", events);
    }
  }

  private void replay() throws SQLException {
    try {
      CommandStateReplay.into(connection, CommandState.SCHEMA);
    } catch (IllegalStateException e) {
      throw new BadCapsule(String.valueOf(e.getMessage()), e);
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith(CONSTRAINT)) {
        throw new BadCapsule("Its events contradict one another: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private static void requireEmpty(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select max(global_index) from events.event")) {
      row.next();
      long newest = row.getLong(1);
      if (newest > 0) {
        throw new StartRefused(
            "%s is given, but the log has events already, up to position %d."
                .formatted(OPTION, newest),
            "Start without %s to go on with this log. A capsule needs an empty one: another data directory, another database."
                .formatted(OPTION));
      }
    }
  }
}
