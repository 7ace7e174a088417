package io.botledger.query.standing;

import io.botledger.query.projection.HandledBlocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many events the log has in each block of positions. Blocks in which nothing can appear any
 * more are counted once.
 */
final class LogCounts {
  private final JdbcClient database;
  private final List<Long> settled = new ArrayList<>();

  LogCounts(JdbcClient database) {
    this.database = database;
  }

  /**
   * The counts of the events up to a position below which nothing can appear any more.
   *
   * @return by number of the block; blocks without events are absent
   */
  synchronized Map<Long, Long> upTo(long floor) {
    Map<Long, Long> counts = new HashMap<>();
    // Another projection may have settled blocks that this one has not reached.
    long whole = Math.min(settled.size(), (floor + 1) / HandledBlocks.SIZE);
    database
        .sql(
            """
            select global_index / ? as block, count(*) as events from events.event
            where global_index >= ? and global_index <= ? group by 1
            """)
        .params(HandledBlocks.SIZE, whole * HandledBlocks.SIZE, floor)
        .query(
            row -> {
              counts.put(row.getLong("block"), row.getLong("events"));
            });
    while ((settled.size() + 1L) * HandledBlocks.SIZE - 1 <= floor) {
      settled.add(counts.getOrDefault((long) settled.size(), 0L));
    }
    for (int block = 0; block < whole; block++) {
      if (settled.get(block) > 0) {
        counts.put((long) block, settled.get(block));
      }
    }
    return counts;
  }

  /** How many events the log has. */
  synchronized long total() {
    return settled.stream().mapToLong(Long::longValue).sum()
        + database
            .sql("select count(*) from events.event where global_index >= ?")
            .param((long) settled.size() * HandledBlocks.SIZE)
            .query(Long.class)
            .single();
  }
}
