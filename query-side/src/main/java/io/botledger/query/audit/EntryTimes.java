package io.botledger.query.audit;

import io.botledger.query.generation.Generation;
import io.botledger.query.projection.HandledBlocks;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where entries of a time are. Positions and times run nearly alike, but not quite: which event of
 * two chatbots gets its position first does not depend on which got its time first. So entries are
 * looked for in the blocks of positions that hold such times.
 */
final class EntryTimes {
  private final JdbcClient database;

  EntryTimes(JdbcClient database) {
    this.database = database;
  }

  /** The positions outside of which no entry is of the time. */
  Positions between(
      Generation generation, @Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
    Long first = from == null ? Long.valueOf(0) : block(generation, "last_time", ">=", from, "asc");
    Long last = to == null ? null : block(generation, "first_time", "<=", to, "desc");
    if (first == null || (to != null && last == null)) {
      return new Positions(0, -1);
    }
    return new Positions(
        first * HandledBlocks.SIZE,
        last == null ? Long.MAX_VALUE : (last + 1) * HandledBlocks.SIZE - 1);
  }

  private @Nullable Long block(
      Generation generation, String column, String comparison, OffsetDateTime time, String order) {
    List<Long> found =
        database
            .sql(
                """
                select block from query.handled_block
                where processor_name = ? and (%1$s is null or %1$s %2$s ?)
                order by block %3$s limit 1
                """
                    .formatted(column, comparison, order))
            .params(generation.processor(), time)
            .query(Long.class)
            .list();
    return found.isEmpty() ? null : found.get(0);
  }
}
