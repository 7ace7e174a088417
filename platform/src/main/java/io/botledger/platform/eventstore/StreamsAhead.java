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

/**
 * Streams that a unit of work reads along with something else, so that the load of the aggregate
 * costs no round trip of its own. They are the aggregate's as long as nobody else can append: to be
 * read behind the lock that sees to it.
 */
public final class StreamsAhead {

  /** As many as a load of the engine takes at once; what is behind that, it reads by itself. */
  static final int MOST = 1_000;

  private static final String RESOURCE = StreamsAhead.class.getName();

  private StreamsAhead() {}

  /**
   * The query of one stream.
   *
   * @param aggregate the aggregate's id, an SQL expression
   */
  public static String query(String aggregate) {
    return "select %s from events.event where aggregate_identifier = (%s)"
            .formatted(StoredEvents.COLUMNS, aggregate)
        + " order by sequence_number limit "
        + MOST;
  }

  /** Reads the query's rows and keeps them for the unit of work that runs. */
  public static void read(ResultSet rows) throws SQLException {
    Map<String, List<DomainEventData<?>>> streams =
        CurrentUnitOfWork.get().root().getOrComputeResource(RESOURCE, key -> new HashMap<>());
    while (rows.next()) {
      DomainEventData<?> event = StoredEvents.read(rows);
      streams.computeIfAbsent(event.getAggregateIdentifier(), id -> new ArrayList<>()).add(event);
    }
  }

  /** The beginning of a stream, once, if it was read. */
  static Optional<List<DomainEventData<?>>> take(String aggregateIdentifier) {
    return CurrentUnitOfWork.map(
            current -> current.root().<Map<String, List<DomainEventData<?>>>>getResource(RESOURCE))
        .map(streams -> streams.remove(aggregateIdentifier));
  }
}
