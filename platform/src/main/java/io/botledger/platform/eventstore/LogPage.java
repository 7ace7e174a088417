package io.botledger.platform.eventstore;

import io.botledger.platform.eventstore.GapSafeReader.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.Assert;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/**
 * What one statement sees of the log behind a token, with what {@link GapSafeReader} needs to know
 * about the transactions at that time.
 *
 * @param finishedBelow all transactions with an id below this one are over
 * @param nextTransaction the id that the next transaction was going to get
 */
record LogPage(long finishedBelow, long nextTransaction, List<Row> rows) {

  // Two index scans, joined, since "or" would make the planner walk the index from its start. The
  // snapshot stands on the left, so that it comes even if there is no event.
  private static final String READ =
      """
      select snapshot.finished_below, snapshot.next_transaction, event.*
      from (select pg_snapshot_xmin(s)::text::bigint as finished_below,
                   pg_snapshot_xmax(s)::text::bigint + age(pg_snapshot_xmax(s)::xid)
                     as next_transaction
            from pg_current_snapshot() as s) as snapshot
      left join (
        (select %1$s from events.event where global_index = any (?)
         order by global_index limit ?)
        union all
        (select %1$s from events.event where global_index > ?
         order by global_index limit ?)
        order by global_index limit ?) as event on true
      order by event.global_index
      """
          .formatted(Row.COLUMNS);

  /** The events that the token has not seen, in order, so many at most. */
  static LogPage read(DataSource dataSource, GapAwareTrackingToken token, int size) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(READ)) {
      // In a longer transaction the counter, or the snapshot, would be that of its start.
      Assert.state(connection.getAutoCommit(), () -> "The log is read outside of transactions.");
      statement.setArray(1, connection.createArrayOf("bigint", token.getGaps().toArray()));
      statement.setInt(2, size);
      statement.setLong(3, token.getIndex());
      statement.setInt(4, size);
      statement.setInt(5, size);
      try (ResultSet result = statement.executeQuery()) {
        return of(result);
      }
    } catch (SQLException e) {
      throw new EventStoreException("The log could not be read.", e);
    }
  }

  private static LogPage of(ResultSet result) throws SQLException {
    List<Row> rows = new ArrayList<>();
    result.next();
    long finishedBelow = result.getLong("finished_below");
    long nextTransaction = result.getLong("next_transaction");
    do {
      result.getLong("global_index");
      if (!result.wasNull()) {
        rows.add(Row.read(result));
      }
    } while (result.next());
    return new LogPage(finishedBelow, nextTransaction, rows);
  }
}
