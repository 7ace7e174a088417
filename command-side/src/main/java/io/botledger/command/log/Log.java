package io.botledger.command.log;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The log's rows as they are stored, on connections of its own: whoever pages through it does not
 * hold up those that the projections follow it on.
 */
@Component
class Log {
  private final JdbcClient database;

  Log(@Qualifier("logAnswersDataSource") DataSource logAnswersDataSource) {
    this.database = JdbcClient.create(logAnswersDataSource);
  }

  List<LoggedEvent> all(long after, long upTo, int limit) {
    return read(
        "where global_index > ? and global_index <= ? order by global_index limit ?",
        after,
        upTo,
        limit);
  }

  List<LoggedEvent> ofChatbot(String chatbotId, long after, int limit) {
    return read(
        "where chatbot_id = ? and global_index > ? order by global_index limit ?",
        chatbotId,
        after,
        limit);
  }

  List<LoggedEvent> ofVersion(String versionId, long after, int limit) {
    return read(
        """
        where aggregate_identifier = ? and global_index > ?
        order by sequence_number limit ?""",
        versionId,
        after,
        limit);
  }

  LoggedEvent one(String versionId, long sequence) {
    return read("where aggregate_identifier = ? and sequence_number = ?", versionId, sequence)
        .get(0);
  }

  /**
   * The number of a version's newest event.
   *
   * @throws Refusal {@code version-not-found}
   */
  long newestSequence(String chatbotId, String versionId) {
    return database
        .sql(
            """
            select sequence_number from events.event
             where aggregate_identifier = ? and chatbot_id = ? order by sequence_number desc limit 1
            """)
        .params(versionId, chatbotId)
        .query(Long.class)
        .optional()
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemCode.VERSION_NOT_FOUND, "There is no such version in this chatbot."));
  }

  private List<LoggedEvent> read(String which, Object... parameters) {
    return database
        .sql("select " + LoggedEvent.COLUMNS + " from events.event " + which)
        .params(parameters)
        .query(LoggedEvent::read)
        .list();
  }
}
