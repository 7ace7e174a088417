package io.botledger.query.standing;

import io.botledger.query.projection.HandledBlocks;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many events the log has in each block of positions. Blocks in which nothing can appear any
 * more are counted once. Those without events are not kept: imported positions may lie far apart.
 */
final class LogCounts {
  private final JdbcClient database;
  private final NavigableMap<Long, Long> settled = new TreeMap<>();

  /** The first block that is not settled. */
  private long next;

  LogCounts(JdbcClient database) {
    this.database = database;
  }

  /**
   * The counts of the events up to a position below which nothing can appear any more.
   *
   * @return by number of the block; blocks without events are absent
   */
  synchronized Map<Long, Long> upTo(long floor) {
    long end = (floor + 1) / HandledBlocks.SIZE;
    // Another projection may have settled blocks that this one has not reached.
    long first = Math.min(next, end);
    Map<Long, Long> counted = new HashMap<>();
    database
        .sql(
            """
            select global_index / ? as block, count(*) as events from events.event
            where global_index >= ? and global_index <= ? group by 1
            """)
        .params(HandledBlocks.SIZE, first * HandledBlocks.SIZE, floor)
        .query(
            row -> {
              counted.put(row.getLong("block"), row.getLong("events"));
            });
    Map<Long, Long> counts = new HashMap<>(settled.headMap(first));
    counts.putAll(counted);
    counted.keySet().removeIf(block -> block >= end);
    settled.putAll(counted);
    next = Math.max(next, end);
    return counts;
  }

  /** How many events the log has. */
  synchronized long total() {
    return settled.values().stream().mapToLong(Long::longValue).sum()
        + database
            .sql("select count(*) from events.event where global_index >= ?")
            .param(next * HandledBlocks.SIZE)
            .query(Long.class)
            .single();
  }
}
