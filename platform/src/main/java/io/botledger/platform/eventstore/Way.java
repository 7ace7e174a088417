package io.botledger.platform.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;

/** The positions that a reader passes in a page, from its token on, and its token behind each. */
final class Way {

  /** Where a reader is, as it changes. */
  private static final class Place {
    long index;
    final TreeSet<Long> gaps;

    Place(GapAwareTrackingToken token) {
      index = token.getIndex();
      gaps = new TreeSet<>(token.getGaps());
    }

    void pass(Move move) {
      if (move.leaps()) {
        gaps.clear();
      } else if (!gaps.remove(move.position())) {
        LongStream.range(index + 1, move.position()).forEach(gaps::add);
      }
      index = Math.max(index, move.position());
    }

    GapAwareTrackingToken token() {
      return GapAwareTrackingToken.newInstance(index, gaps);
    }
  }

  private record Move(long position, boolean leaps) {}

  private final GapAwareTrackingToken start;
  private final List<Move> moves = new ArrayList<>();
  private final Place end;

  Way(GapAwareTrackingToken start) {
    this.start = start;
    this.end = new Place(start);
  }

  /** Passes an event: one that fills a gap, or one behind the way's end. */
  void step(long position) {
    pass(new Move(position, false));
  }

  /**
   * Passes an event in front of which no position that is missing can get one any more. What is
   * missing further down was missing before, so that it is closed as well.
   */
  void leap(long position) {
    pass(new Move(position, true));
  }

  private void pass(Move move) {
    moves.add(move);
    end.pass(move);
  }

  /** The newest position that was passed. */
  long index() {
    return end.index;
  }

  /** How many positions below that were not. */
  int gaps() {
    return end.gaps.size();
  }

  GapAwareTrackingToken end() {
    return end.token();
  }

  /** The token behind so many events. */
  GapAwareTrackingToken after(int events) {
    Place place = new Place(start);
    moves.subList(0, events).forEach(place::pass);
    return place.token();
  }
}
