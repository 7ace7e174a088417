package io.botledger.query.deployed;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.Cursor;
import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/chatbots/{chatbotId}/deployments}: the ledger, oldest first unless asked. */
@RestController
class ListDeployments {
  record Answer(List<Entry> deployments) {}

  record Entry(
      String deploymentId,
      Environment environment,
      String versionId,
      String versionNumber,
      String name,
      Composition components,
      String kind,
      String from,
      @Nullable String to,
      String by,
      @Nullable String reason,
      @Nullable String previousDeploymentId) {}

  private record Found(Deployment deployment, String versionNumber, String name) {}

  private final JdbcClient database;
  private final Generations generations;

  ListDeployments(@Qualifier("readDataSource") DataSource readDataSource, Generations generations) {
    this.database = JdbcClient.create(readDataSource);
    this.generations = generations;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/deployments",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"environment", "order", "limit", "cursor"})
  ResponseEntity<Answer> list(@PathVariable String chatbotId, HttpServletRequest request) {
    QueryValues values = new QueryValues(request);
    Environment environment = values.environment("environment");
    boolean newestFirst = "desc".equals(values.oneOf("order", List.of("asc", "desc")));
    int limit = values.integer("limit", 1, Pages.MOST, Pages.USUAL);
    Cursor cursor = Cursor.ofPositions(values);
    values.check();
    Generation generation = generations.live(Projection.DEPLOYED_VERSION);
    long asOf = cursor == null ? newest(generation, chatbotId) : cursor.asOf();
    return Pages.page(
        request,
        cursor,
        read(generation, chatbotId, environment, asOf, newestFirst, cursor, limit + 1),
        limit,
        last -> new Cursor(asOf, Long.toString(last.deployment().fromPosition())),
        page -> new Answer(page.stream().map(found -> entry(found, asOf)).toList()));
  }

  /** Every event of a chatbot gives one of its versions a new row. */
  private long newest(Generation generation, String chatbotId) {
    return database
        .sql(
            "select coalesce(max(from_position), 0) from %s where chatbot_id = ?"
                .formatted(generation.table("version")))
        .param(chatbotId)
        .query(Long.class)
        .single();
  }

  private List<Found> read(
      Generation generation,
      String chatbotId,
      @Nullable Environment environment,
      long asOf,
      boolean newestFirst,
      @Nullable Cursor cursor,
      int limit) {
    boolean descending = newestFirst != (cursor != null && cursor.back());
    return database
        .sql(
            """
            select %s, version.version_number, version.name
            from %s as deployment cross join lateral (
              select * from %s as past
              where past.version_id = deployment.conversation and past.from_position <= :asOf
              order by past.from_position desc limit 1) as version
            where deployment.chatbot_id = :chatbot and deployment.from_position %s :beside
              and deployment.from_position <= :asOf %s
            order by deployment.from_position %s limit :limit
            """
                .formatted(
                    Deployment.COLUMNS,
                    generation.table("deployment"),
                    generation.table("version"),
                    descending ? "<" : ">",
                    environment == null
                        ? ""
                        : "and deployment.environment = '" + environment.text() + "'",
                    descending ? "desc" : "asc"))
        .param("asOf", asOf)
        .param("chatbot", chatbotId)
        .param("beside", cursor != null ? cursor.lastPosition() : descending ? Long.MAX_VALUE : 0)
        .param("limit", limit)
        .query(
            (row, number) ->
                new Found(
                    Deployment.read(row), row.getString("version_number"), row.getString("name")))
        .list();
  }

  private static Entry entry(Found found, long asOf) {
    Deployment deployment = found.deployment();
    boolean over = deployment.toPosition() != null && deployment.toPosition() <= asOf;
    return new Entry(
        deployment.id(),
        deployment.environment(),
        deployment.components().conversation(),
        found.versionNumber(),
        found.name(),
        deployment.components(),
        deployment.kind(),
        Timestamps.format(deployment.from()),
        over ? Timestamps.format(Objects.requireNonNull(deployment.to())) : null,
        deployment.actor(),
        deployment.reason(),
        deployment.previousId());
  }
}
