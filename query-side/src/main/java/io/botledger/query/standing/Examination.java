package io.botledger.query.standing;

import io.botledger.query.generation.Generation;
import io.botledger.query.projection.HandledBlocks;
import io.botledger.query.standing.Reached.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tables say about generations and the log, in one snapshot. */
public final class Examination {
  private static final String NOBODY_APPENDS =
      """
      select pg_snapshot_xmin(s)::text::bigint
        >= pg_snapshot_xmax(s)::text::bigint + age(pg_snapshot_xmax(s)::xid)
      from pg_current_snapshot() as s
      """;

  private final JdbcClient database;
  private final Serializer tokens;

  /**
   * @param database in a transaction with a snapshot
   * @param tokens the serializer of tokens
   */
  public Examination(JdbcClient database, Serializer tokens) {
    this.database = database;
    this.tokens = tokens;
  }

  /** How far a generation's segments are. */
  public Reached reached(Generation generation) {
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

  /** The visible events above a position, in order, the first ones if there are more. */
  public List<Event> above(long position, int limit) {
    return database
        .sql(
            """
            select global_index, chatbot_id, time_stamp from events.event where global_index > ?
            order by global_index limit ?
            """)
        .params(position, limit)
        .query(
            (row, number) ->
                new Event(
                    row.getLong(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  /**
   * Whether no transaction is under way, so that no position below the newest visible one can still
   * get an event.
   */
  public boolean isQuiet() {
    return database.sql(NOBODY_APPENDS).query(Boolean.class).single();
  }

  /** The newest position of the log. */
  public long head() {
    return number("select coalesce(max(global_index), 0) from events.event");
  }

  long eventsAbove(long position) {
    return number("select count(*) from events.event where global_index > ?", position);
  }

  private long number(String sql, Object... parameters) {
    return database.sql(sql).params(parameters).query(Long.class).single();
  }

  /** Of each block of positions, how many events a generation has handled. */
  Map<Long, Long> handled(Generation generation) {
    Map<Long, Long> counts = new HashMap<>();
    database
        .sql(
            "select block, sum(handled) from query.handled_block where processor_name = ? group by 1")
        .param(generation.processor())
        .query(
            row -> {
              counts.put(row.getLong(1), row.getLong(2));
            });
    return counts;
  }

  /** A generation's dead letters, each with its position and its chatbot. */
  public TreeMap<Long, String> deadLetters(Generation generation) {
    return events("dead_letter", generation);
  }

  /** The events that operators have given up, each with its position and its chatbot. */
  public TreeMap<Long, String> givenUp(Generation generation) {
    return events("given_up", generation);
  }

  private TreeMap<Long, String> events(String table, Generation generation) {
    TreeMap<Long, String> events = new TreeMap<>();
    database
        .sql("select position, chatbot_id from query.%s where processor_name = ?".formatted(table))
        .param(generation.processor())
        .query(
            row -> {
              events.put(row.getLong(1), row.getString(2));
            });
    return events;
  }

  /**
   * The blocks of positions of which a generation has not handled every event that its tokens
   * cover, or one twice; dead letters and those given up count as handled.
   *
   * @param log what the log has up to the floor
   * @param above the events above the floor, all or the first ones
   * @param end the first block that is not looked at
   */
  List<Long> wrongBlocks(
      Generation generation, Reached reached, Map<Long, Long> log, List<Event> above, long end) {
    Map<Long, Long> expected = new HashMap<>(log);
    above.stream()
        .filter(reached::covers)
        .forEach(event -> expected.merge(event.position() / HandledBlocks.SIZE, 1L, Long::sum));
    Map<Long, Long> handled = handled(generation);
    Stream.of(deadLetters(generation), givenUp(generation))
        .flatMap(events -> events.keySet().stream())
        .forEach(position -> handled.merge(position / HandledBlocks.SIZE, 1L, Long::sum));
    return Stream.concat(expected.keySet().stream(), handled.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .filter(block -> block < end && !Objects.equals(expected.get(block), handled.get(block)))
        .toList();
  }
}
