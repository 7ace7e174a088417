package io.botledger.command.state;

import io.botledger.command.decision.ChatbotState;
import io.botledger.events.ApiKeyEvent;
import io.botledger.platform.database.Statements;
import io.botledger.platform.eventstore.PastEvent;
import io.botledger.platform.eventstore.PastEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Computes the chatbots' tables from the events, by the code that commands use: one chatbot after
 * the other, each in the order of its events.
 */
public final class CommandStateReplay {
  private static final int BATCH = 50;

  /** API keys have no tables. */
  private static final String CHATBOTS =
      "select distinct chatbot_id from events.event where chatbot_id <> ?";

  private final JdbcTemplate database;
  private final ChatbotTables tables;
  private Statements statements = new Statements();
  private int events;
  private Instant newest = Instant.EPOCH;

  private CommandStateReplay(JdbcTemplate database, ChatbotTables tables) {
    this.database = database;
    this.tables = tables;
  }

  /**
   * Fills the tables, which must be empty, in the connection's running transaction.
   *
   * @param schema where the tables are
   * @throws IllegalStateException if an event cannot follow those before it; the message says where
   * @throws SQLException also if the events break a rule that the tables enforce
   */
  public static void into(Connection connection, String schema) throws SQLException {
    DataSource itself = new SingleConnectionDataSource(connection, true);
    JdbcTemplate database = new JdbcTemplate(itself);
    PastEvents log = new PastEvents(itself);
    try {
      for (String chatbotId :
          database.queryForList(CHATBOTS, String.class, ApiKeyEvent.CHATBOT_ID)) {
        CommandStateReplay replay =
            new CommandStateReplay(
                database, new ChatbotTables(schema, chatbotId, new ChatbotState()));
        log.ofChatbot(chatbotId, Long.MAX_VALUE, replay::add);
        replay.finish();
      }
    } catch (DataAccessException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void add(PastEvent event) {
    newest = event.time();
    try {
      tables.write(event.versionId(), event.event(), newest, event.actor(), statements);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "The event at position %d cannot follow those before it: %s"
              .formatted(event.position(), e.getMessage()),
          e);
    }
    if (++events % BATCH == 0) {
      flush();
    }
  }

  private void finish() {
    tables.finish(newest, statements);
    flush();
  }

  private void flush() {
    if (!statements.isEmpty()) {
      database.execute(
          statements::prepare, (PreparedStatementCallback<Boolean>) PreparedStatement::execute);
      statements = new Statements();
    }
  }
}
