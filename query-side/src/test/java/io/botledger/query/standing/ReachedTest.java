package io.botledger.query.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.query.standing.Reached.Event;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.Test;

/** How far two segments are together. */
class ReachedTest {
  private static final Segment[] HALVES = Segment.computeSegments(0, 1);
  // Of one character, so that the segment is told by whether its code is even.
  private static final String EVEN = "b";
  private static final String ODD = "a";

  private static GapAwareTrackingToken token(long index, Long... gaps) {
    return GapAwareTrackingToken.newInstance(index, Arrays.asList(gaps));
  }

  private static Reached reached(GapAwareTrackingToken even, GapAwareTrackingToken odd) {
    return new Reached(Map.of(HALVES[0], even, HALVES[1], odd));
  }

  private static Event event(long position, String chatbotId) {
    return new Event(position, chatbotId, Instant.EPOCH);
  }

  @Test
  void aSegmentThatStandsStillHoldsUpNobodyWhileNothingConcernsIt() {
    Reached reached = reached(token(2), token(7));
    List<Event> above =
        List.of(event(3, ODD), event(4, ODD), event(5, ODD), event(6, ODD), event(7, ODD));
    assertThat(reached.floor()).isEqualTo(2);
    assertThat(reached.position(above, false)).isEqualTo(7);
    assertThat(reached.missing(above)).isEmpty();
  }

  @Test
  void theFirstEventThatItsSegmentHasNotHandledIsTheEnd() {
    Reached reached = reached(token(2), token(7));
    List<Event> above = List.of(event(3, ODD), event(4, EVEN), event(5, ODD), event(6, EVEN));
    assertThat(reached.position(above, false)).isEqualTo(3);
    assertThat(reached.missing(above)).extracting(Event::position).containsExactly(4L, 6L);
  }

  @Test
  void anOpenGapIsTheEndUntilOneTokenHasPassedIt() {
    List<Event> above = List.of(event(3, ODD), event(5, ODD));
    assertThat(reached(token(2), token(5, 4L)).position(above, false)).isEqualTo(3);
    assertThat(reached(token(2), token(5)).position(above, false)).isEqualTo(5);
    assertThat(reached(token(5, 4L), token(5, 4L)).floor()).isEqualTo(3);
    assertThat(reached(token(5, 4L), token(5)).position(List.of(event(5, ODD)), false))
        .isEqualTo(5);
  }

  @Test
  void nothingIsReachedWithoutSegments() {
    Reached none = new Reached(Map.of());
    assertThat(none.floor()).isZero();
    assertThat(none.position(List.of(event(1, ODD)), false)).isZero();
    assertThat(none.missing(List.of(event(1, ODD)))).hasSize(1);
  }
}
