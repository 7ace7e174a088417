package io.botledger.platform.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;

/**
 * The steps that a processor was handed and has not handled. Its own measure, 1,024 entries of a
 * queue for each segment, counts a step as one entry.
 */
final class Ahead {

  /**
   * How many steps are handed out before the processor, which reads on while it can, does what else
   * it has to do: claim and release segments, let go of one that failed, stop.
   */
  static final int MOST_IN_A_ROW = 4;

  /** How long it then gets nothing, in nanoseconds. */
  static final long REST = 2_000_000;

  private static final TrackingToken EVERYTHING =
      GapAwareTrackingToken.newInstance(Long.MAX_VALUE, List.of());

  private record Step(GapAwareTrackingToken token, int events) {}

  private final Supplier<Stream<TrackingToken>> handled;
  private final int mostInARow;
  private final LongSupplier nanoTime;
  private final Deque<Step> steps = new ArrayDeque<>();
  private int events;
  private int inARow;
  private long newest;

  Ahead(Supplier<Stream<TrackingToken>> handled, int mostInARow, LongSupplier nanoTime) {
    this.handled = handled;
    this.mostInARow = mostInARow;
    this.nanoTime = nanoTime;
  }

  /**
   * Of a processor.
   *
   * @param handled how far its segments have come, each for itself; none says nothing
   */
  static Ahead of(Supplier<Stream<TrackingToken>> handled) {
    return new Ahead(handled, MOST_IN_A_ROW, System::nanoTime);
  }

  /** Of whoever asks for events when it is done with those before. */
  static Ahead ofNobody() {
    return new Ahead(() -> Stream.of(EVERYTHING), Integer.MAX_VALUE, System::nanoTime);
  }

  /** A step of so many events was handed out, behind which a reader has this token. */
  void add(GapAwareTrackingToken token, int events) {
    steps.addLast(new Step(token, events));
    this.events += events;
    inARow++;
    newest = nanoTime.getAsLong();
  }

  /**
   * Whether another step may be read.
   *
   * @param most how many events may wait for it
   */
  boolean hasRoom(int most) {
    if (nanoTime.getAsLong() - newest >= REST) {
      inARow = 0;
    }
    if (inARow >= mostInARow) {
      return false;
    }
    List<TrackingToken> tokens = handled.get().map(WrappedToken::unwrapLowerBound).toList();
    while (!steps.isEmpty() && !tokens.isEmpty() && isHandled(steps.getFirst(), tokens)) {
      events -= steps.removeFirst().events();
    }
    return events <= most;
  }

  private static boolean isHandled(Step step, List<TrackingToken> tokens) {
    return tokens.stream().allMatch(token -> token != null && token.covers(step.token()));
  }
}
