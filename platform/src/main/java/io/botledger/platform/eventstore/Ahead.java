package io.botledger.platform.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;

/**
 * The steps that were handed out and are not handled. A processor's own measure, 1,024 entries of a
 * queue, counts a step as one entry, and makes it pause for 100 ms when it is reached.
 */
final class Ahead {

  private record Step(GapAwareTrackingToken token, int events) {}

  private final Supplier<Stream<TrackingToken>> handled;
  private final int most;
  private final Deque<Step> steps = new ArrayDeque<>();
  private int events;

  /**
   * @param handled how far those have come who share the events, each for itself
   * @param most how many events may wait for another step to be read
   */
  Ahead(Supplier<Stream<TrackingToken>> handled, int most) {
    this.handled = handled;
    this.most = most;
  }

  /** A step of so many events was handed out, behind which a reader has this token. */
  void add(GapAwareTrackingToken token, int events) {
    steps.addLast(new Step(token, events));
    this.events += events;
  }

  /** Whether another step may be read. */
  boolean hasRoom() {
    while (!steps.isEmpty() && isHandled(steps.getFirst().token())) {
      events -= steps.removeFirst().events();
    }
    return events <= most;
  }

  private boolean isHandled(GapAwareTrackingToken step) {
    return handled
        .get()
        .map(WrappedToken::unwrapLowerBound)
        .allMatch(token -> token != null && token.covers(step));
  }
}
