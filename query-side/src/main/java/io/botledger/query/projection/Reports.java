package io.botledger.query.projection;

import io.botledger.platform.progress.Progress;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;

/**
 * Reports what is handled, so that writes can wait until answers show it. What a generation handles
 * that is still being built no answer shows; that is kept until the generation is the live one.
 *
 * <p>What was reported stays true: a generation becomes the live one only if it covers all that the
 * one before has handled, which handles nothing afterwards.
 */
final class Reports {
  private record Report(Segment segment, GapAwareTrackingToken token, List<Long> heldUp) {

    Report after(Report before) {
      List<Long> all = new ArrayList<>(before.heldUp());
      all.addAll(heldUp);
      return new Report(
          segment, token, all.subList(Math.max(0, all.size() - MOST_HELD_UP), all.size()));
    }
  }

  /** Of a generation that is being built; the newest ones. */
  private static final int MOST_HELD_UP = 200;

  private final Progress progress;
  private final Generations generations;
  private final Map<Generation, Map<Integer, Report>> kept = new HashMap<>();

  Reports(Progress progress, Generations generations) {
    this.progress = progress;
    this.generations = generations;
  }

  /**
   * To be called after the commit of what the token covers: of a batch, or whenever a segment is
   * claimed, since whoever had it may be gone, and processes have come that did not hear it.
   */
  void handled(
      Generation generation, Segment segment, GapAwareTrackingToken token, List<Long> heldUp) {
    if (!keeps(generation, new Report(segment, token, heldUp))) {
      progress.report(generation.projection(), segment, token, heldUp);
    }
  }

  private synchronized boolean keeps(Generation generation, Report report) {
    if (generations.isLive(generation)) {
      return false;
    }
    kept.computeIfAbsent(generation, one -> new HashMap<>())
        .merge(report.segment().getSegmentId(), report, (before, after) -> after.after(before));
    return true;
  }

  /** To be called whenever another generation may have become the live one. */
  void tellWhatIsLive() {
    takeWhatIsLive()
        .forEach(
            (generation, reports) ->
                reports.forEach(
                    report ->
                        progress.report(
                            generation.projection(),
                            report.segment(),
                            report.token(),
                            report.heldUp())));
  }

  private synchronized Map<Generation, List<Report>> takeWhatIsLive() {
    Map<Generation, List<Report>> live = new HashMap<>();
    Iterator<Map.Entry<Generation, Map<Integer, Report>>> entries = kept.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Generation, Map<Integer, Report>> entry = entries.next();
      if (generations.isLive(entry.getKey())) {
        // Outside of the lock, since whoever waits goes on in the reporting thread.
        live.put(entry.getKey(), new ArrayList<>(entry.getValue().values()));
        entries.remove();
      }
    }
    return live;
  }

  /** Forgets what a generation has handled that never became the live one. */
  synchronized void forget(Generation generation) {
    kept.remove(generation);
  }
}
