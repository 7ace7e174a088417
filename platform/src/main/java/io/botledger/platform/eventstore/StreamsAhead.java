package io.botledger.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Streams that a unit of work reads along with something else, so that the load of the aggregate
 * costs no round trip of its own: each from its {@link Snapshot} on, if it has one. They are the
 * aggregate's as long as nobody else can append: to be read behind the lock that sees to it.
 */
public final class StreamsAhead {

  /** As many as a load of the engine takes at once; what is behind that, it reads by itself. */
  static final int MOST = 1_000;

  private static final String RESOURCE = StreamsAhead.class.getName();

  /** What was read of one stream. */
  private static final class Stream {
    @Nullable Snapshot snapshot;
    final List<DomainEventData<?>> events = new ArrayList<>();

    long firstSequence() {
      return snapshot == null ? 0 : snapshot.sequence() + 1;
    }
  }

  private StreamsAhead() {}

  /**
   * The query of one stream.
   *
   * @param aggregate the aggregate's id, an SQL expression
   */
  public static String query(String aggregate) {
    return """
        with aggregate as (select (%s) as id),
          kept as (
            select snapshot.* from aggregate
              join events.snapshot on aggregate_identifier = id and revision = '%s')
        select %s from kept
        union all
        (select event.* from aggregate cross join lateral (
           select %s from events.event
            where aggregate_identifier = id
              and sequence_number > coalesce((select sequence_number from kept), -1)
            order by sequence_number limit %d) as event)
        order by sequence_number
        """
        .formatted(aggregate, Snapshot.REVISION, Snapshot.COLUMNS, StoredEvents.COLUMNS, MOST);
  }

  /** Reads the query's rows and keeps them for the unit of work that runs. */
  public static void read(ResultSet rows) throws SQLException {
    Map<String, Stream> streams =
        CurrentUnitOfWork.get().root().getOrComputeResource(RESOURCE, key -> new HashMap<>());
    while (rows.next()) {
      Stream stream =
          streams.computeIfAbsent(rows.getString("aggregate_identifier"), id -> new Stream());
      if (Snapshot.TYPE.equals(rows.getString("payload_type"))) {
        stream.snapshot = Snapshot.read(rows);
      } else {
        stream.events.add(StoredEvents.read(rows));
      }
    }
  }

  /** Whether the stream was read, and is still to be taken. */
  static boolean has(String aggregateIdentifier) {
    return streams().containsKey(aggregateIdentifier);
  }

  /** What the stream begins with, if that is no event. */
  static Optional<Snapshot> snapshot(String aggregateIdentifier) {
    return Optional.ofNullable(streams().get(aggregateIdentifier)).map(stream -> stream.snapshot);
  }

  /** What was read of a stream's events, once, if it begins with this one. */
  static Optional<List<DomainEventData<?>>> take(String aggregateIdentifier, long firstSequence) {
    Stream stream = streams().get(aggregateIdentifier);
    if (stream == null || stream.firstSequence() != firstSequence) {
      return Optional.empty();
    }
    streams().remove(aggregateIdentifier);
    return Optional.of(stream.events);
  }

  private static Map<String, Stream> streams() {
    return CurrentUnitOfWork.map(
            current -> current.root().<Map<String, Stream>>getResource(RESOURCE))
        .orElseGet(Map::of);
  }
}
