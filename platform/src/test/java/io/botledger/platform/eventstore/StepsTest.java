package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;

/** How many events a reader is handed together, and how many before they are handled. */
class StepsTest {
  private final TestLog log = new TestLog();

  /** What each of the segments of a processor has handled. */
  private final List<TrackingToken> handled = new CopyOnWriteArrayList<>();

  @Test
  void what_is_read_at_once_has_one_token() throws InterruptedException {
    log.append("a", 7);
    try (EventLog eventLog = new EventLog(log.dataSource, log.serializer);
        BlockingStream<TrackedEventMessage<?>> stream =
            eventLog.inSteps(3, handled::stream).openStream(null)) {
      assertThat(tokens(stream).stream().map(token -> token.position().orElseThrow()))
          .containsExactly(3L, 3L, 3L, 6L, 6L, 6L, 7L);
    }
  }

  /** Whoever looks there has something to hand over first. */
  @Test
  void a_look_past_the_end_of_a_step_reads_nothing() throws InterruptedException {
    log.append("a", 4);
    try (EventLog eventLog = new EventLog(log.dataSource, log.serializer);
        BlockingStream<TrackedEventMessage<?>> stream =
            eventLog.inSteps(2, handled::stream).openStream(null)) {
      stream.nextAvailable();
      assertThat(stream.peek()).isPresent();
      stream.nextAvailable();
      assertThat(stream.peek()).isEmpty();
      assertThat(stream.hasNextAvailable()).isTrue();
      assertThat(stream.peek()).isPresent();
    }
  }

  @Test
  void another_step_waits_until_every_segment_has_handled_what_is_ahead()
      throws InterruptedException {
    log.append("a", 20);
    handled.addAll(List.of(GapSafeReader.TAIL, GapSafeReader.TAIL));
    try (EventLog eventLog = new EventLog(log.dataSource, log.serializer);
        BlockingStream<TrackedEventMessage<?>> stream =
            eventLog.inSteps(5, handled::stream).openStream(null)) {
      List<TrackingToken> first = tokens(stream);
      assertThat(first).hasSize(10);
      handled.set(0, first.get(9));
      assertThat(stream.hasNextAvailable()).isFalse();
      handled.set(1, first.get(0));
      assertThat(tokens(stream)).hasSize(5);
      handled.set(1, first.get(9));
      assertThat(tokens(stream)).hasSize(5);
    }
  }

  @Test
  void whoever_had_no_room_is_asked_again_soon() throws InterruptedException {
    log.append("a", 3);
    handled.add(GapSafeReader.TAIL);
    AtomicInteger calls = new AtomicInteger();
    try (EventLog eventLog = new EventLog(log.dataSource, log.serializer, Duration.ofDays(1));
        BlockingStream<TrackedEventMessage<?>> stream =
            eventLog.inSteps(1, handled::stream).openStream(null)) {
      List<TrackingToken> tokens = tokens(stream);
      stream.setOnAvailableCallback(calls::incrementAndGet);
      await().until(() -> calls.get() > 10);
      handled.set(0, tokens.get(1));
      assertThat(tokens(stream)).hasSize(1);
      assertThat(stream.hasNextAvailable()).isFalse();
    }
  }

  /** Segments that a step does not concern come after the one that it does, and tell nobody. */
  @Test
  void the_events_of_one_chatbot_do_not_wait_for_the_clock() {
    log.append("a", 1_000);
    try (EventLog eventLog = new EventLog(log.dataSource, log.serializer, Duration.ofDays(1));
        Follower follower = new Follower(eventLog, 4)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(follower.positions())
                      .isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList()));
    }
  }

  /** All that it hands out now. */
  private static List<TrackingToken> tokens(BlockingStream<TrackedEventMessage<?>> stream)
      throws InterruptedException {
    List<TrackingToken> tokens = new ArrayList<>();
    while (stream.hasNextAvailable()) {
      tokens.add(stream.nextAvailable().trackingToken());
    }
    return tokens;
  }
}
