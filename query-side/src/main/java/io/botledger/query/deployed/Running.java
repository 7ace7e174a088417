package io.botledger.query.deployed;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.version.VersionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What runs in the environments. */
@Component
public class Running {
  private final JdbcClient database;
  private final Generations generations;

  Running(@Qualifier("readDataSource") DataSource readDataSource, Generations generations) {
    this.database = JdbcClient.create(readDataSource);
    this.generations = generations;
  }

  /** A running deployment, and the version that runs. */
  record One(Deployment deployment, VersionSnapshot version) {}

  /** What runs in an environment; empty if nothing does. */
  Optional<One> find(String chatbotId, Environment environment) {
    return query(chatbotId, "and deployment.environment = '" + environment.text() + "'").stream()
        .findFirst();
  }

  /** What runs in the environments of a chatbot. */
  List<One> all(String chatbotId) {
    return query(chatbotId, "");
  }

  private List<One> query(String chatbotId, String condition) {
    Generation generation = generations.live(Projection.DEPLOYED_VERSION);
    return database
        .sql(
            """
            select %s, %s
            from %s as deployment join %s as version
              on version.version_id = deployment.conversation and version.to_position is null
            where deployment.chatbot_id = ? and deployment.to_position is null %s
            """
                .formatted(
                    Deployment.COLUMNS,
                    VersionRow.COLUMNS,
                    generation.table("deployment"),
                    generation.table("version"),
                    condition))
        .param(chatbotId)
        .query((row, number) -> new One(Deployment.read(row), VersionRow.read(row).version()))
        .list();
  }

  /** The content of a composition. Versions never change it, so that it needs no snapshot. */
  ComposedContent content(Composition components) {
    Map<String, String> contents = new HashMap<>();
    database
        .sql(
            """
            select version.version_id, content.content::text as content
            from %s as version join events.content on content.hash = version.content_hash
            where version.to_position is null and version.version_id in (?, ?, ?)
            """
                .formatted(generations.live(Projection.DEPLOYED_VERSION).table("version")))
        .params(components.conversation(), components.settings(), components.apps())
        .query(
            row -> {
              contents.put(row.getString("version_id"), row.getString("content"));
            });
    return ComposedContent.of(
        contents.getOrDefault(components.conversation(), "{}"),
        contents.getOrDefault(components.settings(), "{}"),
        contents.getOrDefault(components.apps(), "{}"));
  }

  /**
   * The content that runs in an environment, as JSON text.
   *
   * @throws Refusal {@code nothing-deployed} if nothing does
   */
  public String content(String chatbotId, Environment environment) {
    return content(
            find(chatbotId, environment)
                .orElseThrow(() -> nothingDeployed(environment))
                .deployment()
                .components())
        .text();
  }

  static Refusal nothingDeployed(Environment environment) {
    return Refusal.of(
        ProblemCode.NOTHING_DEPLOYED,
        HttpStatus.NOT_FOUND.value(),
        "Nothing is deployed in " + environment.text() + ".");
  }
}
