package io.botledger.command.state;

import io.botledger.command.decision.ChatbotState;
import io.botledger.events.VersionEvent;
import io.botledger.platform.eventstore.EventSerializer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/**
 * Computes the tables again from the events, by the code that commands use, and compares row by
 * row. It sees the database as of one moment, disturbs nobody and leaves nothing behind.
 */
public final class CommandStateCheck {

  /**
   * A row that stands on one side only.
   *
   * @param kept whether it is what the tables have; else it is what they should have
   * @param row as JSON
   */
  public record Difference(String table, boolean kept, String row) {}

  private static final List<String> TABLES =
      List.of("chatbot", "version", "deployment", "environment");

  /** Temporary tables vanish with the transaction, and take no grant to make. */
  private static final String SCRATCH = "pg_temp";

  private static final int BATCH = 50;
  private static final int MOST = 1_000;

  private final DataSource dataSource;
  private final EventSerializer serializer = new EventSerializer();

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
        computeAgain(connection);
        return compare(connection);
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

  private void computeAgain(Connection connection) throws SQLException {
    String sql =
        """
        select chatbot_id, aggregate_identifier, time_stamp,
               coalesce(meta_data -> 'actor' ->> 'name', ''),
               payload_type, payload_revision, payload::text
          from events.event order by chatbot_id, global_index
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(1_000);
      try (ResultSet row = statement.executeQuery()) {
        Replay replay = new Replay(connection);
        while (row.next()) {
          replay.add(
              row.getString(1),
              row.getString(2),
              event(row.getString(5), row.getString(6), row.getString(7)),
              row.getObject(3, OffsetDateTime.class).toInstant(),
              row.getString(4));
        }
        replay.end();
      }
    }
  }

  private VersionEvent event(String type, String revision, String payload) {
    return serializer.deserialize(
        new SimpleSerializedObject<>(payload, String.class, type, revision));
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

  /** The events of one chatbot after the other. */
  private static final class Replay {
    private final Connection connection;
    private Statements statements = new Statements();
    private int events;
    private String chatbotId = "";
    private Instant newest = Instant.EPOCH;
    private @Nullable ChatbotTables tables;

    Replay(Connection connection) {
      this.connection = connection;
    }

    void add(String chatbotId, String versionId, VersionEvent event, Instant time, String by)
        throws SQLException {
      ChatbotTables current = tables;
      if (current == null || !chatbotId.equals(this.chatbotId)) {
        finishChatbot();
        this.chatbotId = chatbotId;
        current = new ChatbotTables(SCRATCH, chatbotId, new ChatbotState());
        tables = current;
      }
      newest = time;
      current.write(versionId, event, time, by, statements);
      if (++events % BATCH == 0) {
        flush();
      }
    }

    void end() throws SQLException {
      finishChatbot();
      flush();
    }

    private void finishChatbot() {
      if (tables != null) {
        tables.finish(newest, statements);
      }
    }

    private void flush() throws SQLException {
      if (!statements.isEmpty()) {
        try (PreparedStatement statement = statements.prepare(connection)) {
          statement.execute();
        }
        statements = new Statements();
      }
    }
  }
}
