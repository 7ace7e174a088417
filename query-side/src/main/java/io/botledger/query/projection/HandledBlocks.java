package io.botledger.query.projection;

import io.botledger.platform.database.RoundTrip;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts handled events by blocks of positions, so that a missing one can be found, and keeps
 * between which times the events of a block are, so that a time is found.
 */
public final class HandledBlocks {

  /** Positions in a block; block 0 has those from 0 to 999. */
  public static final int SIZE = 1_000;

  // Where a time is missing, a process that knew nothing of times has written: it stays missing.
  private static final String ADD =
      """
      insert into query.handled_block as known
        (processor_name, block, segment, handled, first_time, last_time)
      values (?, ?, ?, ?, ?, ?)
      on conflict (processor_name, block, segment) do update
      set handled = known.handled + excluded.handled,
        first_time = case when known.first_time is null then null
          else least(known.first_time, excluded.first_time) end,
        last_time = case when known.last_time is null then null
          else greatest(known.last_time, excluded.last_time) end
      """;

  private record Block(long handled, Instant first, Instant last) {
    Block and(Block other) {
      return new Block(
          handled + other.handled,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  private final Map<Long, Block> blocks = new TreeMap<>();

  /**
   * @param isHandled false for one that became a dead letter; if it is applied one day, its time is
   *     known already
   */
  void add(long position, Instant time, boolean isHandled) {
    blocks.merge(position / SIZE, new Block(isHandled ? 1 : 0, time, time), Block::and);
  }

  void write(RoundTrip writes, String processor, int segment) {
    blocks.forEach(
        (number, block) ->
            writes.update(
                ADD,
                processor,
                number,
                segment,
                block.handled(),
                block.first().atOffset(ZoneOffset.UTC),
                block.last().atOffset(ZoneOffset.UTC)));
  }
}
