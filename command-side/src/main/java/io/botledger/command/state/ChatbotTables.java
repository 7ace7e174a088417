package io.botledger.command.state;

import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.Deployment;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.database.Statements;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one chatbot write into its tables. The same code writes them in a command's
 * transaction and when they are computed again.
 */
final class ChatbotTables {
  private final String schema;
  private final String chatbotId;
  private final ChatbotState state;
  private final Map<String, String> ended = new HashMap<>();

  /**
   * @param state the chatbot before the first event that is going to be written; it goes along
   */
  ChatbotTables(String schema, String chatbotId, ChatbotState state) {
    this.schema = schema;
    this.chatbotId = chatbotId;
    this.state = state;
  }

  /** Adds what an event writes. All events of a command are to be written, in order. */
  void write(String versionId, VersionEvent event, Instant time, String by, Statements to) {
    state.evolve(versionId, event);
    if (event instanceof VersionCreated created) {
      to.add(
          sql("insert into %s.version (version_id, chatbot_id, name, deleted) values (?, ?, ?, ?)"),
          versionId,
          chatbotId,
          created.name(),
          false);
    } else if (event instanceof VersionDeployed deployed) {
      start(versionId, deployed, time, by, to);
    } else if (event instanceof VersionRolledBack rolledBack) {
      start(versionId, rolledBack, time, by, to);
    } else if (event instanceof VersionUndeployed undeployed) {
      end(undeployed, to);
    } else if (event instanceof VersionDeleted) {
      to.add(sql("update %s.version set deleted = true where version_id = ?"), versionId);
    } else if (event instanceof VersionRestored restored) {
      to.add(
          sql("update %s.version set deleted = false, name = ? where version_id = ?"),
          restored.name(),
          versionId);
    }
  }

  /** Adds what is to be written once after the events of one time. */
  void finish(Instant time, Statements to) {
    to.add(
        sql(
            """
            insert into %s.chatbot (chatbot_id, newest_time, last_number, last_model_id)
            values (?, ?, ?, ?)
            on conflict (chatbot_id) do update set newest_time = excluded.newest_time,
              last_number = excluded.last_number, last_model_id = excluded.last_model_id
            """),
        chatbotId,
        time.atOffset(ZoneOffset.UTC),
        state.lastNumber() == null ? null : state.lastNumber().toString(),
        state.lastModelId());
  }

  private void end(VersionUndeployed undeployed, Statements to) {
    if (undeployed.replacedBy() != null) {
      ended.put(undeployed.replacedBy(), undeployed.deploymentId());
      return; // What follows writes the row.
    }
    to.add(
        sql("update %s.environment set running = null where chatbot_id = ? and environment = ?"),
        chatbotId,
        undeployed.environment().text());
  }

  private void start(
      String versionId, DeploymentStarted started, Instant time, String by, Statements to) {
    Deployment deployment = state.deployment(started.deploymentId());
    String environment = deployment.environment().text();
    @Nullable String replaces = ended.remove(deployment.id());
    to.add(
        sql(
            """
            insert into %s.deployment (deployment_id, chatbot_id, environment, apps, settings,
              conversation, goes_back_to, replaces, since, started_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """),
        deployment.id(),
        chatbotId,
        environment,
        deployment.components().apps(),
        deployment.components().settings(),
        deployment.components().conversation(),
        deployment.goesBackTo(),
        replaces,
        time.atOffset(ZoneOffset.UTC),
        by);
    to.add(
        sql(
            """
            insert into %s.environment (chatbot_id, environment, running, newest)
            values (?, ?, ?, ?)
            on conflict (chatbot_id, environment) do update
               set running = excluded.running, newest = excluded.newest
            """),
        chatbotId,
        environment,
        deployment.id(),
        deployment.id());
    to.add(
        sql("update %s.version set newest_" + environment + " = ? where version_id = ?"),
        deployment.id(),
        versionId);
  }

  private String sql(String template) {
    return template.formatted(schema);
  }
}
