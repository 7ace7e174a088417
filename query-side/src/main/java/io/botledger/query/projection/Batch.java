package io.botledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one unit of work change, and in which segment. Usually the changes are
 * collected and carried out together at its end. If that fails, the batch starts over in careful
 * mode: every event's changes are carried out at once, under a savepoint of their own, so that the
 * one that cannot be applied is found.
 */
final class Batch {
  private static final String RESOURCE = Batch.class.getName();

  private final Connection connection;
  private final String processor;
  private final Segment segment;
  private final Savepoint start;
  private final Changes collected;
  private final HandledBlocks handled = new HandledBlocks();
  private boolean careful;

  Batch(Connection connection, String processor, Segment segment, List<Template> order)
      throws SQLException {
    this.connection = connection;
    this.processor = processor;
    this.segment = segment;
    this.collected = new Changes(order);
    this.start = connection.setSavepoint();
  }

  static @Nullable Batch of(UnitOfWork<?> unitOfWork) {
    return unitOfWork.root().getResource(RESOURCE);
  }

  void attachTo(UnitOfWork<?> unitOfWork) {
    unitOfWork.root().resources().put(RESOURCE, this);
  }

  Segment segment() {
    return segment;
  }

  /** Takes what one event changes. */
  void add(long position, Changes changes) throws SQLException {
    if (careful) {
      Savepoint before = connection.setSavepoint();
      try {
        changes.carryOut(connection);
      } catch (SQLException | RuntimeException e) {
        connection.rollback(before);
        throw e;
      }
      connection.releaseSavepoint(before);
    } else {
      collected.addAll(changes);
    }
    handled.add(position);
  }

  /** Carries out what was collected. */
  void carryOut() throws SQLException {
    collected.carryOut(connection);
  }

  /** Undoes all that the batch has done, dead letters included, to be begun again carefully. */
  void startOverCarefully() throws SQLException {
    connection.rollback(start);
    collected.clear();
    handled.clear();
    careful = true;
  }

  /**
   * Which of the events have been applied before. The log hands out an event again where a gap was
   * filled after a segment had passed it and the segment was then claimed anew; that is found out
   * when such an event cannot be applied twice.
   */
  Set<Long> appliedBefore(List<Recorded> events, Projector.Trace trace) throws SQLException {
    String sql =
        """
        select event.position
        from unnest(?, ?) as event (version_id, position)
        join %s as applied
          on applied.version_id = event.version_id and applied.%s = event.position
        """
            .formatted(trace.table(), trace.position());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(
          1, connection.createArrayOf("text", events.stream().map(Recorded::versionId).toArray()));
      statement.setArray(
          2, connection.createArrayOf("bigint", events.stream().map(Recorded::position).toArray()));
      Set<Long> positions = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          positions.add(rows.getLong(1));
        }
      }
      return positions;
    }
  }

  /** Writes how many events were handled. */
  void count() throws SQLException {
    handled.write(connection, processor, segment.getSegmentId());
  }
}
