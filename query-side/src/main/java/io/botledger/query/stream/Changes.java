package io.botledger.query.stream;

import io.botledger.events.Environment;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.projection.Recorded;
import io.botledger.query.stream.StreamAnswers.Beginning;
import io.botledger.query.version.VersionRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what has changed in the environments of chatbots.
 *
 * <p>The log says what happened, the projection how far answers are: every event has left a row of
 * its version, and is told once it has. Of a chatbot these rows appear in the order of the
 * positions, whichever process and generation they are written by.
 */
@Component
class Changes implements Source {

  private record Shown(String chatbotId, long position, String type, VersionSnapshot version) {}

  private record Last(Environment environment, @Nullable Long from, @Nullable Long to) {}

  /** How many events of a chatbot are looked at at once. */
  private static final int PAGE = 32;

  private static final Set<String> TYPES =
      Set.of("VersionDeployed", "VersionRolledBack", "VersionUndeployed");

  private final JdbcClient database;
  private final EventLog log;
  private final Generations generations;

  Changes(
      @Qualifier("readDataSource") DataSource readDataSource,
      EventLog log,
      Generations generations) {
    this.database = JdbcClient.create(readDataSource);
    this.log = log;
    this.generations = generations;
  }

  /** The newest position of a chatbot that answers show; 0 before the first. */
  long newest(String chatbotId) {
    return database
        .sql(
            "select coalesce(max(from_position), 0) from %s where chatbot_id = ?"
                .formatted(live().table("version")))
        .param(chatbotId)
        .query(Long.class)
        .single();
  }

  /** What the environments of a chatbot run now. */
  Beginning present(String chatbotId, Set<Environment> environments) {
    Generation generation = live();
    long[] newest = {0};
    List<Last> lasts =
        database
            .sql(
                """
                select newest.position, place.environment, last.from_position, last.to_position
                from (select coalesce(max(from_position), 0) as position
                      from %s where chatbot_id = ?) as newest
                  cross join unnest(?::text[]) as place (environment)
                  left join lateral (
                    select begun.from_position, begun.to_position from %s as begun
                    where begun.chatbot_id = ? and begun.environment = place.environment
                    order by begun.from_position desc limit 1) as last on true
                """
                    .formatted(generation.table("version"), generation.table("deployment")))
            .params(
                chatbotId,
                environments.stream().map(Environment::text).toArray(String[]::new),
                chatbotId)
            .query(
                (row, number) -> {
                  newest[0] = row.getLong("position");
                  return new Last(
                      Environment.of(row.getString("environment")),
                      row.getObject("from_position", Long.class),
                      row.getObject("to_position", Long.class));
                })
            .list();
    Map<Long, Change> changes = new HashMap<>();
    for (Change change : changes(at(generation, lasts))) {
      changes.put(change.position(), change);
    }
    return new Beginning(
        lasts.stream()
            .map(last -> presentIn(last, changes))
            .sorted((a, b) -> Long.compare(a.position(), b.position()))
            .toList(),
        newest[0]);
  }

  /** The end of what ran last, unless something follows that is not shown yet; else its start. */
  private static Change presentIn(Last last, Map<Long, Change> changes) {
    return Optional.ofNullable(last.to())
        .map(changes::get)
        .or(() -> Optional.ofNullable(last.from()).map(changes::get))
        .orElseGet(() -> ChangeOfEnvironment.none(last.environment()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A topic is a chatbot, by its id.
   */
  @Override
  public Map<String, Page> after(Map<String, Long> positions) {
    String[] chatbots = positions.keySet().toArray(String[]::new);
    Long[] afters = Stream.of(chatbots).map(positions::get).toArray(Long[]::new);
    List<Shown> shown =
        shown(
            """
            from unnest(?::text[], ?::bigint[]) as asked (chatbot_id, position)
              cross join lateral (
                select event.global_index, event.payload_type, version.*
                from events.event as event cross join lateral (
                  select * from %s as past
                  where past.version_id = event.aggregate_identifier
                    and past.from_position = event.global_index offset 0) as version
                where event.chatbot_id = asked.chatbot_id and event.global_index > asked.position
                order by event.global_index limit ?) as version
            order by version.global_index
            """
                .formatted(live().table("version")),
            chatbots,
            afters,
            PAGE);
    Map<String, List<Shown>> byChatbot =
        shown.stream()
            .collect(
                Collectors.groupingBy(Shown::chatbotId, LinkedHashMap::new, Collectors.toList()));
    Map<String, List<Change>> changes = new HashMap<>();
    Map<Long, String> chatbotAt = new HashMap<>();
    shown.forEach(one -> chatbotAt.put(one.position(), one.chatbotId()));
    for (Change change : changes(shown)) {
      changes
          .computeIfAbsent(
              Objects.requireNonNull(chatbotAt.get(change.position())), id -> new ArrayList<>())
          .add(change);
    }
    Map<String, Page> pages = new LinkedHashMap<>();
    byChatbot.forEach(
        (chatbot, rows) ->
            pages.put(
                chatbot,
                new Page(
                    changes.getOrDefault(chatbot, List.of()),
                    rows.get(rows.size() - 1).position(),
                    rows.size() == PAGE)));
    return pages;
  }

  private List<Shown> at(Generation generation, List<Last> lasts) {
    Long[] positions =
        lasts.stream()
            .flatMap(last -> Stream.of(last.from(), last.to()))
            .filter(Objects::nonNull)
            .toArray(Long[]::new);
    return shown(
        """
        from (select event.global_index, event.payload_type, version.*
              from events.event as event join %s as version
                on version.version_id = event.aggregate_identifier
                and version.from_position = event.global_index
              where event.global_index = any (?::bigint[])) as version
        order by version.global_index
        """
            .formatted(generation.table("version")),
        (Object) positions);
  }

  private List<Shown> shown(String from, Object... parameters) {
    return database
        .sql(
            "select version.global_index, version.payload_type, %s\n%s"
                .formatted(VersionRow.COLUMNS, from))
        .params(List.of(parameters))
        .query(
            (row, number) -> {
              VersionSnapshot version = VersionRow.read(row).version();
              return new Shown(
                  version.chatbotId(),
                  row.getLong("global_index"),
                  row.getString("payload_type"),
                  version);
            })
        .list();
  }

  /** Reads the events themselves, of those that may have changed an environment. */
  private List<Change> changes(List<Shown> shown) {
    Map<Long, VersionSnapshot> versions = new HashMap<>();
    for (Shown one : shown) {
      if (TYPES.contains(one.type())) {
        versions.put(one.position(), one.version());
      }
    }
    if (versions.isEmpty()) {
      return List.of();
    }
    return log.read(List.copyOf(versions.keySet())).stream()
        .map(Recorded::of)
        .filter(ChangeOfEnvironment::isIn)
        .map(
            recorded ->
                ChangeOfEnvironment.of(
                    recorded, Objects.requireNonNull(versions.get(recorded.position()))))
        .toList();
  }

  private Generation live() {
    return generations.live(Projection.DEPLOYED_VERSION);
  }
}
