package io.botledger.query.standing;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.projection.HandledBlocks;
import io.botledger.query.standing.Reached.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells how far projections are, for all processes together: from the tables, in one snapshot. */
@Component
public class Standings {

  /** How many events above the lowest token are looked at one by one. */
  private static final int LOOK_AHEAD = 5_000;

  private final JdbcClient database;
  private final TransactionTemplate snapshot;
  private final Serializer tokens;
  private final Generations generations;
  private final LogCounts log;

  public Standings(
      @Qualifier("readDataSource") DataSource readDataSource,
      Serializer serializer,
      Generations generations) {
    this.database = JdbcClient.create(readDataSource);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(readDataSource));
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.tokens = serializer;
    this.generations = generations;
    this.log = new LogCounts(database);
  }

  /** How far a projection's live generation is. */
  public Standing of(Projection projection) {
    Generation generation = generations.live(projection);
    return Objects.requireNonNull(snapshot.execute(status -> standing(generation)));
  }

  /**
   * The newest position below which nothing can still appear in a projection: where answers in
   * ascending order end that are about several chatbots.
   */
  public long position(Projection projection) {
    Generation generation = generations.live(projection);
    return Objects.requireNonNull(
        snapshot.execute(
            status -> {
              Reached reached = reached(generation);
              return reached.position(above(reached.floor()));
            }));
  }

  private Standing standing(Generation generation) {
    Reached reached = reached(generation);
    List<Event> above = above(reached.floor());
    List<Event> missing = reached.missing(above);
    long head = number("select coalesce(max(global_index), 0) from events.event");
    long beyond = 0;
    if (above.size() == LOOK_AHEAD) {
      beyond =
          number(
              "select count(*) from events.event where global_index > ?",
              above.get(LOOK_AHEAD - 1).position());
    }
    Map<Long, Long> deadLetters = counts("dead_letter", generation);
    Map<Long, Long> givenUp = counts("given_up", generation);
    double seconds =
        missing.isEmpty()
            ? 0
            : Duration.between(missing.get(0).time(), Clock.systemUTC().instant()).toMillis() / 1e3;
    return new Standing(
        generation.projection().text(),
        reached.position(above),
        head,
        missing.size() + beyond,
        Math.max(0, seconds),
        isComplete(generation, reached, above, List.of(deadLetters, givenUp)),
        sum(deadLetters),
        sum(givenUp),
        null);
  }

  private boolean isComplete(
      Generation generation, Reached reached, List<Event> above, List<Map<Long, Long>> excepted) {
    Map<Long, Long> expected = log.upTo(reached.floor());
    above.stream()
        .filter(reached::covers)
        .forEach(event -> expected.merge(event.position() / HandledBlocks.SIZE, 1L, Long::sum));
    Map<Long, Long> handled =
        byBlock(
            "select block, sum(handled) from query.handled_block where processor_name = ? group by 1",
            generation);
    excepted.forEach(
        counts -> counts.forEach((block, events) -> handled.merge(block, events, Long::sum)));
    long end =
        above.size() < LOOK_AHEAD
            ? Long.MAX_VALUE
            : above.get(LOOK_AHEAD - 1).position() / HandledBlocks.SIZE;
    Set<Long> blocks = new HashSet<>(expected.keySet());
    blocks.addAll(handled.keySet());
    return blocks.stream()
        .filter(block -> block < end)
        .allMatch(block -> Objects.equals(expected.get(block), handled.get(block)));
  }

  /** How many events of a table there are in each block. */
  private Map<Long, Long> counts(String table, Generation generation) {
    return byBlock(
        "select position / %d, count(*) from query.%s where processor_name = ? group by 1"
            .formatted(HandledBlocks.SIZE, table),
        generation);
  }

  private static long sum(Map<Long, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<Long, Long> byBlock(String sql, Generation generation) {
    Map<Long, Long> counts = new HashMap<>();
    database
        .sql(sql)
        .param(generation.processor())
        .query(
            row -> {
              counts.put(row.getLong(1), row.getLong(2));
            });
    return counts;
  }

  private List<Event> above(long floor) {
    return database
        .sql(
            """
            select global_index, chatbot_id, time_stamp from events.event where global_index > ?
            order by global_index limit ?
            """)
        .params(floor, LOOK_AHEAD)
        .query(
            (row, number) ->
                new Event(
                    row.getLong(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  private Reached reached(Generation generation) {
    Map<Integer, GapAwareTrackingToken> bySegment = new LinkedHashMap<>();
    database
        .sql("select segment, token, token_type from query.token_entry where processor_name = ?")
        .param(generation.processor())
        .query(
            row -> {
              bySegment.put(row.getInt("segment"), token(row));
            });
    int[] ids = bySegment.keySet().stream().mapToInt(Integer::intValue).toArray();
    Map<Segment, GapAwareTrackingToken> bySegments = new HashMap<>();
    bySegment.forEach((id, token) -> bySegments.put(Segment.computeSegment(id, ids), token));
    return new Reached(bySegments);
  }

  private GapAwareTrackingToken token(ResultSet row) throws SQLException {
    String text = row.getString("token");
    if (text != null) {
      TrackingToken token =
          tokens.deserialize(
              new SimpleSerializedObject<>(text, String.class, row.getString("token_type"), null));
      if (WrappedToken.unwrapLowerBound(token) instanceof GapAwareTrackingToken place) {
        return place;
      }
    }
    return GapAwareTrackingToken.newInstance(0, List.of());
  }

  private long number(String sql, Object... parameters) {
    return database.sql(sql).params(parameters).query(Long.class).single();
  }
}
