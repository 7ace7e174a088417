package io.botledger.command.state;

import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.Decision.Change;
import io.botledger.platform.database.Statements;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Says what a command writes into the tables, and reads what an answer needs of them. */
public final class CommandState {

  /** The schema of the tables. */
  public static final String SCHEMA = "command";

  private final JdbcTemplate database;

  public CommandState(DataSource dataSource) {
    this.database = new JdbcTemplate(dataSource);
  }

  /**
   * A deployment as answers tell of it.
   *
   * @param previousVersionId the version that ran until it started; null where nothing did
   */
  public record Started(Instant since, String by, @Nullable String previousVersionId) {}

  /**
   * What all changes of a command write in the running transaction.
   *
   * @param state the chatbot as it was before; it is as it is afterwards then
   */
  public static Statements writes(
      String chatbotId, ChatbotState state, List<Change> changes, Instant time, String by) {
    ChatbotTables tables = new ChatbotTables(SCHEMA, chatbotId, state);
    Statements statements = new Statements();
    changes.forEach(
        change -> tables.write(change.versionId(), change.event(), time, by, statements));
    tables.finish(time, statements);
    return statements;
  }

  /** What answers tell of a deployment that runs already. */
  public Started started(String deploymentId) {
    return database
        .query(
            """
            select d.since, d.started_by, r.conversation
              from command.deployment d
              left join command.deployment r on r.deployment_id = d.replaces
             where d.deployment_id = ?
            """,
            (row, number) ->
                new Started(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getString(2),
                    row.getString(3)),
            deploymentId)
        .get(0);
  }
}
