package io.botledger.query.deployed;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.query.asof.Viewpoint;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.version.VersionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
  Optional<One> find(String chatbotId, Environment environment, Viewpoint viewpoint) {
    return query(chatbotId, List.of(environment), viewpoint).stream().findFirst();
  }

  /**
   * The answer about a place's present.
   *
   * @param before what was made last; used again if what runs is still the same
   * @param known whether the client has what an entity tag stands for: then no content is looked up
   * @return null if nothing runs there
   */
  KeptAnswers.@Nullable Made made(
      Place place,
      KeptAnswers.@Nullable Made before,
      Predicate<String> known,
      Function<One, Served.Answer> make) {
    One one = find(place.chatbotId(), place.environment(), Viewpoint.PRESENT).orElse(null);
    if (one == null) {
      return null;
    }
    if (before != null && before.of().equals(one) && before.answer().isEnoughFor(known)) {
      return before;
    }
    String tag = EntityTags.of(one.deployment().id());
    return new KeptAnswers.Made(
        one, known.test(tag) ? new Served.Answer(tag, null) : make.apply(one));
  }

  /** What runs in the environments of a chatbot. */
  List<One> all(String chatbotId, Viewpoint viewpoint) {
    return query(chatbotId, List.of(Environment.values()), viewpoint);
  }

  /** Of each environment the deployment that began last, and of its version the newest row. */
  private List<One> query(String chatbotId, List<Environment> environments, Viewpoint viewpoint) {
    Generation generation = generations.live(Projection.DEPLOYED_VERSION);
    return database
        .sql(
            """
            select %s, %s
            from unnest(?::text[]) as place (environment) cross join lateral (
                select * from %s as begun
                where begun.chatbot_id = ? and begun.environment = place.environment
                  and begun.from_position <= ?
                order by begun.from_position desc limit 1) as deployment
              cross join lateral (
                select * from %s as past
                where past.version_id = deployment.conversation and past.from_position <= ?
                order by past.from_position desc limit 1) as version
            where deployment.to_position is null or deployment.to_position > ?
            """
                .formatted(
                    Deployment.COLUMNS,
                    VersionRow.COLUMNS,
                    generation.table("deployment"),
                    generation.table("version")))
        .params(
            environments.stream().map(Environment::text).collect(Collectors.joining(",", "{", "}")),
            chatbotId,
            viewpoint.position(),
            viewpoint.position(),
            viewpoint.position())
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
            find(chatbotId, environment, Viewpoint.PRESENT)
                .orElseThrow(() -> nothingDeployed(environment, Viewpoint.PRESENT))
                .deployment()
                .components())
        .text();
  }

  static Refusal nothingDeployed(Environment environment, Viewpoint viewpoint) {
    return Refusal.of(
        ProblemCode.NOTHING_DEPLOYED,
        HttpStatus.NOT_FOUND.value(),
        (viewpoint.asOf() == null ? "Nothing is deployed in " : "Nothing was deployed in ")
            + environment.text()
            + viewpoint.suffix());
  }
}
