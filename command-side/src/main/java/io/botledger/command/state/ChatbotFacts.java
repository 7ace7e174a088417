package io.botledger.command.state;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.Deployment;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.command.decision.VersionNumber;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.platform.database.Statements;
import io.botledger.platform.eventstore.StreamsAhead;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Locks a chatbot and reads the facts that a command asks for, and the streams it is decided on:
 * one round trip, whatever the number of versions.
 */
public final class ChatbotFacts {

  private static final String INTRODUCE =
      "insert into command.chatbot (chatbot_id) values (?) on conflict do nothing";

  // Also gives the transaction its id, long before any event gets its position: readers of the log
  // rely on that when they decide that a gap is for ever.
  private static final String LOCK =
      "select 1 from command.chatbot where chatbot_id = ? for update";

  // A statement of its own, so that the clock is read and the row is seen after the lock is there.
  private static final String CHATBOT =
      """
      select last_number, last_model_id,
             greatest(
               date_trunc('milliseconds', least(?::timestamptz, clock_timestamp())), newest_time)
        from command.chatbot where chatbot_id = ?
      """;

  private static final String ENVIRONMENTS =
      """
      select e.environment, e.running, e.newest,
             d.deployment_id, d.environment, d.apps, d.settings, d.conversation, d.goes_back_to
        from command.environment e
        left join command.deployment r on r.deployment_id = e.running
        join command.deployment d
          on d.deployment_id = any (array[e.running, e.newest, r.goes_back_to])
       where e.chatbot_id = ?
      """;

  private static final String RAN =
      """
      select d.deployment_id, d.environment, d.apps, d.settings, d.conversation, d.goes_back_to
        from command.version v
        join command.deployment d
          on d.deployment_id = any (array[v.newest_dev, v.newest_test, v.newest_prod])
       where v.version_id = ? and v.chatbot_id = ?
      """;

  private static final String TARGET =
      """
      select version_id, name, deleted from command.version
       where chatbot_id = ? and version_id = ?
      """;

  private static final String NAMESAKE =
      """
      select version_id, name, deleted from command.version
       where chatbot_id = ? and not deleted and name = ?
      """;

  private static final String TARGET_AND_NAMESAKE =
      """
      select version_id, name, deleted from command.version
       where chatbot_id = ? and version_id = ?
      union
      select version_id, name, deleted from command.version
       where chatbot_id = ? and not deleted
         and name = coalesce(?, (select name from command.version where version_id = ?))
      """;

  private static final String COMPOSED_OF =
      """
      select version_id, name, deleted from command.version
       where version_id in (
         select unnest(array[d.apps, d.settings, d.conversation])
           from command.environment e
           left join command.deployment r on r.deployment_id = e.running
           join command.deployment d
             on d.deployment_id = any (array[e.running, e.newest, r.goes_back_to])
          where e.chatbot_id = ? and e.environment = ?)
      """;

  private static final String TARGETS_STREAM = StreamsAhead.query("?");

  private static final String STREAM_OF_WHAT_RUNS =
      StreamsAhead.query(
          """
          select d.conversation from command.environment e
            join command.deployment d on d.deployment_id = e.running
           where e.chatbot_id = ? and e.environment = ? and d.conversation is distinct from ?""");

  private static final String NONE = "select 1 where false";

  private final JdbcTemplate database;

  public ChatbotFacts(DataSource dataSource) {
    this.database = new JdbcTemplate(dataSource);
  }

  /**
   * Locks the chatbot's row until the end of the running transaction and reads on.
   *
   * @param earlier the time to give it, unless that is to come, or before its newest event; null is
   *     now
   * @return empty if there is no such chatbot, which only {@link CreateVersion} changes
   */
  public Optional<LockedChatbot> lock(ChatbotCommand command, @Nullable Instant earlier) {
    String id = command.chatbotId();
    String time = earlier == null ? null : earlier.toString();
    Statements statements = new Statements();
    boolean creates = command instanceof CreateVersion;
    if (creates) {
      statements.add(INTRODUCE, id);
    }
    statements.add(LOCK, id).add(CHATBOT, time, id).add(ENVIRONMENTS, id);
    addRan(command, statements);
    addVersions(command, statements);
    // Behind the lock: nobody appends to them any more.
    String target = target(command);
    if (target != null) {
      statements.add(TARGETS_STREAM, target);
    }
    Environment replacedIn = replacedIn(command);
    if (replacedIn != null) {
      statements.add(STREAM_OF_WHAT_RUNS, id, replacedIn.text(), target);
    }
    int streams = (target == null ? 0 : 1) + (replacedIn == null ? 0 : 1);
    Optional<LockedChatbot> found =
        database.execute(
            statements::prepare,
            (PreparedStatementCallback<Optional<LockedChatbot>>)
                statement -> read(statement, creates, streams));
    return Objects.requireNonNull(found);
  }

  /** The newest position of the chatbot's events; 0 if there is none. */
  public long newestPosition(String chatbotId) {
    return Objects.requireNonNull(
        database.queryForObject(
            "select coalesce(max(global_index), 0) from events.event where chatbot_id = ?",
            Long.class,
            chatbotId));
  }

  private static void addRan(ChatbotCommand command, Statements statements) {
    if (command instanceof RollbackVersion rollback && rollback.versionId() != null) {
      statements.add(RAN, rollback.versionId(), rollback.chatbotId());
    } else {
      statements.add(NONE);
    }
  }

  private static void addVersions(ChatbotCommand command, Statements statements) {
    String id = command.chatbotId();
    if (command instanceof CreateVersion create) {
      statements.add(NAMESAKE, id, create.name());
    } else if (command instanceof RestoreVersion restore) {
      String target = restore.versionId();
      statements.add(TARGET_AND_NAMESAKE, id, target, id, restore.name(), target);
    } else if (command instanceof DeployVersion deploy) {
      statements.add(TARGET, id, deploy.versionId());
    } else if (command instanceof DeleteVersion delete) {
      statements.add(TARGET, id, delete.versionId());
    } else if (command instanceof UndeployVersion undeploy) {
      statements.add(COMPOSED_OF, id, undeploy.environment().text());
    } else if (command instanceof RollbackVersion rollback) {
      if (rollback.versionId() != null) {
        statements.add(TARGET, id, rollback.versionId());
      } else if (rollback.environment() != null) {
        statements.add(COMPOSED_OF, id, rollback.environment().text());
      }
    }
  }

  /** The version that the command names, if it is one that there is. */
  private static @Nullable String target(ChatbotCommand command) {
    return command instanceof CreateVersion ? null : command.target(new ChatbotState());
  }

  /** Where what runs gives way to a version that the command names. */
  private static @Nullable Environment replacedIn(ChatbotCommand command) {
    if (command instanceof CreateVersion create) {
      return create.deployTo();
    } else if (command instanceof DeployVersion deploy) {
      return deploy.environment();
    } else if (command instanceof UndeployVersion undeploy) {
      return undeploy.environment();
    }
    return command instanceof RollbackVersion rollback ? rollback.environment() : null;
  }

  private static Optional<LockedChatbot> read(
      PreparedStatement statement, boolean creates, int streams) throws SQLException {
    statement.execute();
    if (creates) {
      statement.getMoreResults();
    }
    ChatbotState state = new ChatbotState();
    Instant time = chatbot(next(statement), state);
    if (time == null) {
      return Optional.empty();
    }
    ResultSet environments = next(statement);
    while (environments.next()) {
      state.know(
          Environment.of(environments.getString(1)),
          environments.getString(2),
          environments.getString(3));
      state.know(deployment(environments, 3));
    }
    ResultSet ran = next(statement);
    while (ran.next()) {
      state.know(deployment(ran, 0));
    }
    ResultSet versions = next(statement);
    while (versions.next()) {
      state.know(
          versions.getString(1),
          new ChatbotState.Known(versions.getString(2), versions.getBoolean(3)));
    }
    for (int i = 0; i < streams; i++) {
      StreamsAhead.read(next(statement));
    }
    return Optional.of(new LockedChatbot(state, time));
  }

  private static @Nullable Instant chatbot(ResultSet row, ChatbotState state) throws SQLException {
    if (!row.next()) {
      return null;
    }
    if (row.getString(1) != null) {
      state.lastCreated(VersionNumber.parse(row.getString(1)), row.getString(2));
    }
    return row.getObject(3, OffsetDateTime.class).toInstant();
  }

  private static ResultSet next(PreparedStatement statement) throws SQLException {
    if (!statement.getMoreResults()) {
      throw new IllegalStateException("A result is missing.");
    }
    return statement.getResultSet();
  }

  private static Deployment deployment(ResultSet row, int before) throws SQLException {
    return new Deployment(
        row.getString(before + 1),
        Environment.of(row.getString(before + 2)),
        new Composition(
            row.getString(before + 3), row.getString(before + 4), row.getString(before + 5)),
        row.getString(before + 6));
  }
}
