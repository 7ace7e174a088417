package io.botledger.platform.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/**
 * The newest event that a statement sees, and the id that the next transaction was going to get
 * after its snapshot: whatever is missing below that event belongs to transactions below that id.
 */
record LogHead(long position, long nextTransaction) {

  /** Before anything was looked at. */
  static final LogHead NONE = new LogHead(0, 0);

  private static final String READ =
      """
      select (select coalesce(max(global_index), 0) from events.event),
             pg_snapshot_xmax(s)::text::bigint + age(pg_snapshot_xmax(s)::xid)
        from pg_current_snapshot() as s
      """;

  static LogHead read(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(READ);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new LogHead(row.getLong(1), row.getLong(2));
    } catch (SQLException e) {
      throw new EventStoreException("The log could not be read.", e);
    }
  }
}
