package io.botledger.command.state;

import io.botledger.command.decision.ChatbotState;
import io.botledger.events.VersionEvent;
import io.botledger.platform.eventstore.EventSerializer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/**
 * Computes the chatbots' tables from the events, by the code that commands use: one chatbot after
 * the other, each in the order of its events.
 */
public final class CommandStateReplay {
  private static final int BATCH = 50;
  private static final int FETCH = 1_000;

  private static final String EVENTS =
      """
      select chatbot_id, aggregate_identifier, time_stamp,
             coalesce(meta_data -> 'actor' ->> 'name', ''),
             payload_type, payload_revision, payload::text, global_index
        from events.event order by chatbot_id, global_index
      """;

  private final Connection connection;
  private final String schema;
  private final EventSerializer serializer = new EventSerializer();
  private Statements statements = new Statements();
  private int events;
  private String chatbotId = "";
  private Instant newest = Instant.EPOCH;
  private @Nullable ChatbotTables tables;

  private CommandStateReplay(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /**
   * Fills the tables, which must be empty, in the connection's running transaction.
   *
   * @param schema where the tables are
   * @throws IllegalStateException if an event cannot follow those before it; the message says where
   * @throws SQLException also if the events break a rule that the tables enforce
   */
  public static void into(Connection connection, String schema) throws SQLException {
    CommandStateReplay replay = new CommandStateReplay(connection, schema);
    try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          replay.add(row);
        }
      }
    }
    replay.finishChatbot();
    replay.flush();
  }

  private void add(ResultSet row) throws SQLException {
    String next = row.getString(1);
    ChatbotTables current = tables;
    if (current == null || !next.equals(chatbotId)) {
      finishChatbot();
      chatbotId = next;
      current = new ChatbotTables(schema, next, new ChatbotState());
      tables = current;
    }
    VersionEvent event =
        serializer.deserialize(
            new SimpleSerializedObject<>(
                row.getString(7), String.class, row.getString(5), row.getString(6)));
    newest = row.getObject(3, OffsetDateTime.class).toInstant();
    try {
      current.write(row.getString(2), event, newest, row.getString(4), statements);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "The event at position %d cannot follow those before it: %s"
              .formatted(row.getLong(8), e.getMessage()),
          e);
    }
    if (++events % BATCH == 0) {
      flush();
    }
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
