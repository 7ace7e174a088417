package io.botledger.platform.eventstore;

import io.botledger.platform.eventstore.GapSafeReader.Positioned;
import io.botledger.platform.eventstore.GapSafeReader.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/** Reads events that are known to be there, by their positions. */
final class SingleEvents {
  private static final String READ =
      "select %s from events.event where global_index = any (?) order by global_index"
          .formatted(Row.COLUMNS);

  private SingleEvents() {}

  static List<Positioned> read(DataSource dataSource, List<Long> positions) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
      List<Positioned> events = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Row row = Row.read(result);
          events.add(row.at(GapAwareTrackingToken.newInstance(row.position(), List.of())));
        }
      }
      return events;
    } catch (SQLException e) {
      throw new EventStoreException("The log could not be read.", e);
    }
  }
}
