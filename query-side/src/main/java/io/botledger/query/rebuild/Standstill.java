package io.botledger.query.rebuild;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells whether a generation that is waited for has stood still for long, by looks at it. Time
 * between looks that are far apart does not count: the process, or the database, stood still
 * itself.
 */
final class Standstill {
  private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

  private record Look(String rebuild, Generation generation, long position, long time, long still) {
    boolean isLike(Look other) {
      return rebuild.equals(other.rebuild)
          && generation.equals(other.generation)
          && position == other.position;
    }
  }

  private final long bound;
  private final Map<Projection, Look> last = new EnumMap<>(Projection.class);

  Standstill(Duration bound) {
    this.bound = bound.toNanos();
  }

  /**
   * Whether it has been at the position for so long.
   *
   * @param rebuild the id of what waits for it
   * @param now by {@link System#nanoTime()}
   */
  synchronized boolean isLong(String rebuild, Generation generation, long position, long now) {
    Look look = new Look(rebuild, generation, position, now, 0);
    Look before = last.get(generation.projection());
    if (before != null && before.isLike(look)) {
      long still = before.still() + Math.min(now - before.time(), LONGEST_PAUSE);
      look = new Look(rebuild, generation, position, now, still);
    }
    last.put(generation.projection(), look);
    return look.still() >= bound;
  }
}
