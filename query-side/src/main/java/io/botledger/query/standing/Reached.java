package io.botledger.query.standing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;

/**
 * How far the segments of a projection are together, at one moment.
 *
 * <p>A segment's token stands still while no event concerns it, so the lowest token says too
 * little. What says enough: which of the events above it are covered by the token of <em>their</em>
 * segment.
 */
public final class Reached {

  /** An event, as far as it matters here. */
  public record Event(long position, String chatbotId, Instant time) {}

  private final Map<Segment, GapAwareTrackingToken> tokens;

  Reached(Map<Segment, GapAwareTrackingToken> tokens) {
    this.tokens = Map.copyOf(tokens);
  }

  /** Up to here every segment has handled everything, and nothing can appear any more. */
  long floor() {
    return tokens.values().stream().mapToLong(Reached::floor).min().orElse(0);
  }

  /** The newest position that a segment has handled: some of those below are not, none above. */
  public long furthest() {
    return tokens.values().stream().mapToLong(GapAwareTrackingToken::getIndex).max().orElse(0);
  }

  private static long floor(GapAwareTrackingToken token) {
    return token.hasGaps() ? token.getGaps().first() - 1 : token.getIndex();
  }

  /** Whether the segment that the event belongs to has handled it. */
  public boolean covers(Event event) {
    return tokens.entrySet().stream()
        .anyMatch(
            entry ->
                entry.getKey().matches(event.chatbotId().hashCode())
                    && covers(entry.getValue(), event.position()));
  }

  private static boolean covers(GapAwareTrackingToken token, long position) {
    return position <= token.getIndex() && !token.getGaps().contains(position);
  }

  /** Those of the events that are not handled yet. */
  List<Event> missing(List<Event> events) {
    return events.stream().filter(event -> !covers(event)).toList();
  }

  /**
   * The newest position below which everything is handled and nothing can appear any more.
   *
   * @param above all events above the floor that are visible, or the first ones of them, in order
   * @param quiet whether none of the positions below those can get an event any more
   */
  long position(List<Event> above, boolean quiet) {
    long reached = floor();
    for (Event event : above) {
      long open = quiet ? event.position() : firstOpen(reached + 1, event.position());
      if (open < event.position()) {
        return open - 1;
      }
      if (!covers(event)) {
        return event.position() - 1;
      }
      reached = event.position();
    }
    return reached;
  }

  /**
   * The first of some positions without an event that may still get one; the end if there is none.
   * One never gets any if some token has passed it without keeping a gap. Not looked at one by one:
   * imported positions may lie far apart.
   */
  private long firstOpen(long from, long end) {
    return tokens.values().stream()
        .max(Comparator.comparingLong(GapAwareTrackingToken::getIndex))
        .map(
            furthest ->
                furthest.getGaps().subSet(from, end).stream()
                    .filter(gap -> !isClosed(gap))
                    .findFirst()
                    .orElse(Math.min(end, Math.max(from, furthest.getIndex() + 1))))
        .orElse(from);
  }

  private boolean isClosed(long hole) {
    return tokens.values().stream().anyMatch(token -> covers(token, hole));
  }

  /** The tokens, for messages. */
  @Override
  public String toString() {
    return new ArrayList<>(tokens.entrySet()).toString();
  }
}
