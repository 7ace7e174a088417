package io.botledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Counts handled events by blocks of positions, so that a missing one can be found. */
public final class HandledBlocks {

  /** Positions in a block; block 0 has those from 0 to 999. */
  public static final int SIZE = 1_000;

  private static final String ADD =
      """
      insert into query.handled_block (processor_name, block, segment, handled) values (?, ?, ?, ?)
      on conflict (processor_name, block, segment)
      do update set handled = handled_block.handled + excluded.handled
      """;

  private final Map<Long, Long> counts = new TreeMap<>();

  void add(long position) {
    counts.merge(position / SIZE, 1L, Long::sum);
  }

  void clear() {
    counts.clear();
  }

  void write(Connection connection, String processor, int segment) throws SQLException {
    if (counts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      for (Map.Entry<Long, Long> count : counts.entrySet()) {
        statement.setString(1, processor);
        statement.setLong(2, count.getKey());
        statement.setInt(3, segment);
        statement.setLong(4, count.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
