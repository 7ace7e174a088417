package io.botledger.query.segment;

import io.botledger.platform.progress.Projection;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which process each segment belongs to. Whoever knows of the same processes comes to the same
 * result, so that nobody has to be asked. Of any two processes one has at most one segment more
 * than the other, and when a process comes or goes few segments change hands: each belongs to the
 * process with the lowest score for it that still has room (rendezvous hashing with a bound).
 *
 * <p>All generations of a projection are shared out alike, so that nothing moves when another one
 * becomes the live one.
 */
public final class Shares {

  /** How many segments each projection has. */
  public static final int SEGMENTS = 4;

  private final Map<Projection, String[]> owners = new EnumMap<>(Projection.class);

  /**
   * @param processes their ids, at least one
   */
  Shares(Collection<String> processes) {
    SortedSet<String> sorted = new TreeSet<>(processes);
    Room room = new Room(Projection.values().length * SEGMENTS, sorted.size());
    for (Projection projection : Projection.values()) {
      Room preferably = new Room(SEGMENTS, sorted.size());
      String[] all = new String[SEGMENTS];
      for (int segment = 0; segment < SEGMENTS; segment++) {
        String key = "/" + projection.text() + "/" + segment;
        all[segment] =
            sorted.stream()
                .filter(room::isLeftFor)
                .min(
                    Comparator.comparing((String process) -> !preferably.isLeftFor(process))
                        .thenComparing(process -> mixed((process + key).hashCode())))
                .orElseThrow();
        room.take(all[segment]);
        preferably.take(all[segment]);
      }
      owners.put(projection, all);
    }
  }

  /** Whether a segment belongs to a process; also where a projection was split further by hand. */
  boolean isOf(String process, Projection projection, int segment) {
    @Nullable String[] all = owners.getOrDefault(projection, new String[SEGMENTS]);
    return process.equals(all[Math.floorMod(segment, SEGMENTS)]);
  }

  /** Texts that differ in their ends alone have hash codes close to one another. */
  private static int mixed(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }

  /** How many segments each process may have: as many as the others, or one more. */
  private static final class Room {
    private final int each;
    private final Map<String, Integer> taken = new HashMap<>();
    private int more;

    Room(int segments, int processes) {
      this.each = segments / processes;
      this.more = segments % processes;
    }

    boolean isLeftFor(String process) {
      int has = taken.getOrDefault(process, 0);
      return has < each || (has == each && more > 0);
    }

    void take(String process) {
      if (taken.merge(process, 1, Integer::sum) == each + 1) {
        more--;
      }
    }
  }
}
