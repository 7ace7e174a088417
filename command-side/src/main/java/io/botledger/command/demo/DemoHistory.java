package io.botledger.command.demo;

import io.botledger.command.execution.Commands;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.database.Database;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Surface;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Fills an empty log with a history of three weeks that ended some minutes ago, before the process
 * is ready. Every step is a command like a client's: read, decided, locked, appended by the same
 * code. Only its time is another one. A log that has events is left alone.
 */
@Component
@ConditionalOnProperty(name = DemoHistory.OPTION, havingValue = "true")
public final class DemoHistory implements ApplicationRunner {

  /** The option that asks for it. */
  public static final String OPTION = "botledger.demo";

  private static final Logger log = LoggerFactory.getLogger(DemoHistory.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Nobody else in the database locks this number. */
  private static final String LOCK = "select pg_try_advisory_lock(7_091_825_260_041_122_001)";

  private static final String IS_EMPTY = "select not exists (select from events.event)";

  private final Database database;
  private final Commands commands;

  DemoHistory(Database database, Commands commands) {
    this.database = database;
    this.commands = commands;
  }

  @Override
  public void run(ApplicationArguments arguments) throws SQLException {
    // The lock goes with the connection, whatever becomes of this process.
    try (Connection connection = database.connect(PATIENCE);
        Statement statement = connection.createStatement()) {
      if (!isSo(statement, LOCK)) {
        log.info("{} is given: another process is filling the log.", OPTION);
      } else if (!isSo(statement, IS_EMPTY)) {
        log.info("{} is given, but the log has events already: it is left alone.", OPTION);
      } else {
        fill();
      }
    }
  }

  private static boolean isSo(Statement statement, String question) throws SQLException {
    try (ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void fill() {
    List<Step> steps = Step.all();
    Map<String, String> versions = new HashMap<>();
    Instant now = Instant.now();
    for (Iterator<Step> rest = steps.iterator(); rest.hasNext(); ) {
      Step step = rest.next();
      String versionId = carryOut(step, versions, now, rest.hasNext());
      if (step.creates() != null) {
        versions.put(step.creates(), versionId);
      }
    }
    log.info(
        "Filled the empty log with a made-up history: {} steps, {} versions of {} chatbots.",
        steps.size(),
        versions.size(),
        steps.stream().map(Step::chatbot).distinct().count());
  }

  /** Returns the id of the version that it was about; the last one waits until reads show it. */
  private String carryOut(Step step, Map<String, String> versions, Instant now, boolean hurry) {
    RequestContext context =
        new RequestContext(new Caller(step.by(), "key", Grants.ALL), Surface.V1, "demo", hurry);
    Acknowledgement done =
        commands
            .executeAsIfAt(
                step.time(now),
                step.asked(versions),
                context,
                result -> Reply.of(HttpStatus.OK, result.outcome().version().id()))
            .join();
    return String.valueOf(done.reply().body());
  }
}
