package io.botledger.query.segment;

import io.botledger.platform.progress.Projection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which segments of a processor change hands, as this process sees it.
 *
 * <p>A segment that belongs to another process is given away. If that one does not take it, though
 * it lives, any process may have it after {@link ClaimPace#patience()}, and keeps it for {@link
 * ClaimPace#keeping()}, so that it is not offered in vain all the time.
 */
public final class Handover {
  private final String process;
  private final Projection projection;
  private final ClaimPace pace;

  /** Segments that were claimed though they belong to another process, and when. */
  private final Map<Integer, Long> kept = new ConcurrentHashMap<>();

  /** Segments that can be claimed, and since when. */
  private final Map<Integer, Long> claimable = new ConcurrentHashMap<>();

  Handover(String process, Projection projection, ClaimPace pace) {
    this.process = process;
    this.projection = projection;
    this.pace = pace;
  }

  /** Whether a segment can be claimed that is not the processor's own. */
  boolean isFree(Claim claim, Shares shares) {
    boolean belongs = shares.isOf(process, projection, claim.segment());
    boolean free = claim.isFreeFor(belongs ? Duration.ZERO : pace.patience(), pace);
    if (free && !belongs) {
      kept.put(claim.segment(), System.nanoTime());
    } else {
      kept.remove(claim.segment());
    }
    return free;
  }

  /** Takes note of which segments can be claimed, or are the processor's own. */
  void claimable(Set<Integer> segments) {
    claimable.keySet().retainAll(segments);
    segments.forEach(segment -> claimable.putIfAbsent(segment, System.nanoTime()));
  }

  /**
   * Segments that the processor works on and is to release.
   *
   * @param working all that it works on
   */
  public List<Integer> surplus(Set<Integer> working, Shares shares) {
    kept.keySet().removeIf(segment -> shares.isOf(process, projection, segment));
    return working.stream()
        .filter(segment -> !shares.isOf(process, projection, segment))
        .filter(segment -> isOver(kept.get(segment), pace.keeping()))
        .toList();
  }

  /**
   * Segments that could have been claimed for a while and were not: where something failed again
   * and again, Axon's processor waits up to a minute.
   *
   * @param working all that it works on
   */
  public List<Integer> leftAlone(Set<Integer> working) {
    claimable.keySet().removeAll(working);
    List<Integer> alone =
        claimable.keySet().stream()
            .filter(segment -> isOver(claimable.get(segment), pace.patience()))
            .toList();
    claimable.keySet().removeAll(alone);
    return alone;
  }

  /** Also if it never began. */
  private static boolean isOver(@Nullable Long since, Duration time) {
    return since == null || System.nanoTime() - since >= time.toNanos();
  }
}
