package io.botledger.command.state;

import io.botledger.command.version.VersionFold;
import io.botledger.platform.eventstore.PastEvents;
import io.botledger.platform.eventstore.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Computes the tables and the aggregates' snapshots again from the events, by the code that
 * commands use, and compares row by row. It sees the database as of one moment, disturbs nobody and
 * leaves nothing behind.
 */
public final class CommandStateCheck {

  /**
   * A row that stands on one side only.
   *
   * @param kept whether it is what the tables have; else it is what they should have
   * @param row as JSON; of snapshots as they are shown
   */
  public record Difference(String table, boolean kept, String row) {}

  private static final List<String> TABLES =
      List.of("chatbot", "version", "deployment", "environment");

  /** Temporary tables vanish with the transaction, and take no grant to make. */
  private static final String SCRATCH = "pg_temp";

  private static final int MOST = 1_000;

  private final DataSource dataSource;

  /**
   * @param dataSource connections without the time-outs of those that append
   */
  public CommandStateCheck(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The first differences of each table; empty if all is well. */
  public List<Difference> differences() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        prepare(connection);
        CommandStateReplay.into(connection, SCRATCH);
        List<Difference> differences = compare(connection);
        compareSnapshots(connection, differences);
        return differences;
      } finally {
        connection.rollback();
      }
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(
            "create temp table %s (like %s.%s including all) on commit drop"
                .formatted(table, CommandState.SCHEMA, table));
      }
    }
  }

  private static void compareSnapshots(Connection connection, List<Difference> differences) {
    DataSource itself = new SingleConnectionDataSource(connection, true);
    PastEvents log = new PastEvents(itself);
    for (Snapshot kept : Snapshot.all(itself)) {
      AtomicReference<@Nullable VersionFold> fold = new AtomicReference<>();
      log.ofVersion(
          kept.aggregate(),
          kept.sequence(),
          event ->
              fold.set(
                  VersionFold.evolve(
                      fold.get(),
                      event.versionId(),
                      event.event(),
                      event.sequence(),
                      event.time(),
                      event.actor())));
      VersionFold computed = fold.get();
      String expected = computed == null ? "no such stream" : computed.snapshot().toString();
      if (!expected.equals(kept.toString())) {
        differences.add(new Difference("snapshot", true, kept.toString()));
        differences.add(new Difference("snapshot", false, expected));
      }
    }
  }

  private static List<Difference> compare(Connection connection) throws SQLException {
    List<Difference> differences = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        String kept = CommandState.SCHEMA + "." + table;
        String computed = SCRATCH + "." + table;
        String sql =
            """
            (select true, row_to_json(r)::text
               from (select * from %1$s except all select * from %2$s) r limit %3$d)
            union all
            (select false, row_to_json(r)::text
               from (select * from %2$s except all select * from %1$s) r limit %3$d)
            """
                .formatted(kept, computed, MOST);
        try (ResultSet row = statement.executeQuery(sql)) {
          while (row.next()) {
            differences.add(new Difference(table, row.getBoolean(1), row.getString(2)));
          }
        }
      }
    }
    return differences;
  }
}
