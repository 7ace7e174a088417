package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.StatementCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
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
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null, 3)) {
      assertThat(tokens(stream).stream().map(token -> token.position().orElseThrow()))
          .containsExactly(3L, 3L, 3L, 6L, 6L, 6L, 7L);
    }
  }

  /** Whoever looks there has something to hand over first. */
  @Test
  void a_look_past_the_end_of_a_step_reads_nothing() throws InterruptedException {
    log.append("a", 4);
    try (EventLog eventLog = new EventLog(log.dataSource, log.serializer);
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null, 2)) {
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
    try (EventLog eventLog = neverReminding();
        BlockingStream<TrackedEventMessage<?>> stream = steps(eventLog, 5)) {
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

  /** Before the first batch of a processor, and after the last one of its segments failed. */
  @Test
  void where_no_segment_says_how_far_it_is_nothing_is_taken_for_handled()
      throws InterruptedException {
    log.append("a", 20);
    try (EventLog eventLog = neverReminding();
        BlockingStream<TrackedEventMessage<?>> stream = steps(eventLog, 5)) {
      List<TrackingToken> first = tokens(stream);
      assertThat(first).hasSize(10);
      handled.add(first.get(9));
      assertThat(tokens(stream)).hasSize(10);
    }
  }

  /** What it has to do besides, it does when it gets nothing. */
  @Test
  void a_processor_that_handles_faster_than_it_reads_gets_a_rest() {
    AtomicLong time = new AtomicLong();
    TrackingToken everything = GapAwareTrackingToken.newInstance(Long.MAX_VALUE, List.of());
    Ahead ahead = new Ahead(() -> Stream.of(everything), 4, time::get);
    for (int i = 1; i <= 4; i++) {
      assertThat(ahead.hasRoom(10)).isTrue();
      ahead.add(GapAwareTrackingToken.newInstance(i, List.of()), 1);
    }
    assertThat(ahead.hasRoom(10)).isFalse();
    time.addAndGet(Ahead.REST);
    assertThat(ahead.hasRoom(10)).isTrue();
  }

  @Test
  void the_token_behind_an_event_is_that_of_a_way_which_ends_there() {
    Random random = new Random(5);
    Way way = new Way(GapAwareTrackingToken.newInstance(20, List.of(3L, 7L, 12L)));
    List<Consumer<Way>> moves = new ArrayList<>();
    long newest = 20;
    for (long gap : List.of(7L, 3L)) {
      moves.add(one -> one.step(gap));
    }
    for (int i = 0; i < 50; i++) {
      newest += 1 + random.nextInt(4);
      long position = newest;
      moves.add(random.nextInt(8) == 0 ? one -> one.leap(position) : one -> one.step(position));
    }
    moves.forEach(move -> move.accept(way));
    for (int i = 0; i <= moves.size(); i++) {
      Way shorter = new Way(GapAwareTrackingToken.newInstance(20, List.of(3L, 7L, 12L)));
      moves.subList(0, i).forEach(move -> move.accept(shorter));
      assertThat(way.after(i)).isEqualTo(shorter.end());
    }
    assertThat(way.after(1)).isEqualTo(GapAwareTrackingToken.newInstance(20, List.of(3L, 12L)));
  }

  @Test
  void whoever_had_no_room_is_asked_again_soon() throws InterruptedException {
    log.append("a", 3);
    handled.add(GapSafeReader.TAIL);
    AtomicInteger calls = new AtomicInteger();
    try (EventLog eventLog = neverReminding();
        BlockingStream<TrackedEventMessage<?>> stream = steps(eventLog, 1)) {
      List<TrackingToken> tokens = tokens(stream);
      stream.setOnAvailableCallback(calls::incrementAndGet);
      await().until(() -> calls.get() > 10);
      handled.set(0, tokens.get(1));
      assertThat(tokens(stream)).hasSize(1);
      assertThat(stream.hasNextAvailable()).isFalse();
    }
  }

  /** Nothing tells a processor that a segment has come on: it must ask. */
  @Test
  void a_processor_goes_on_as_soon_as_there_is_room() {
    log.append("a", 1_000);
    try (EventLog eventLog = neverReminding();
        Follower follower = new Follower(eventLog, 4, event -> {})) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(follower.positions())
                      .isEqualTo(LongStream.rangeClosed(1, 1_000).boxed().toList()));
    }
  }

  @Test
  void a_processor_whose_first_batch_hangs_reads_two_steps() {
    log.append("a", 1_000);
    CountDownLatch hangs = new CountDownLatch(1);
    StatementCount statements = new StatementCount(log.dataSource);
    Duration soon = Duration.ofMillis(50);
    try (EventLog eventLog = new EventLog(statements.dataSource(), log.serializer, soon);
        Follower follower = new Follower(eventLog, 10, event -> waitFor(hangs))) {
      try {
        await().during(Duration.ofSeconds(1)).until(() -> statements.all().size() == 2);
      } finally {
        hangs.countDown();
      }
      await().until(() -> follower.handled.size() >= 1_000);
    }
  }

  @Test
  void a_processor_whose_batches_fail_reads_a_few_steps_for_each_try() {
    for (int i = 0; i < 800; i++) {
      log.append("bot-" + i % 8, 1);
    }
    AtomicInteger tries = new AtomicInteger();
    StatementCount statements = new StatementCount(log.dataSource);
    try (EventLog eventLog = new EventLog(statements.dataSource(), log.serializer);
        Follower follower =
            new Follower(
                eventLog,
                10,
                event -> {
                  tries.incrementAndGet();
                  throw new IllegalStateException("The disk is full.");
                })) {
      // Each of the four segments has failed twice.
      await().until(() -> tries.get() >= 8);
      assertThat(statements.all()).hasSizeLessThanOrEqualTo(8);
      assertThat(follower.handled).isEmpty();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private EventLog neverReminding() {
    return new EventLog(log.dataSource, log.serializer, Duration.ofDays(1));
  }

  private BlockingStream<TrackedEventMessage<?>> steps(EventLog eventLog, int size) {
    return eventLog.inSteps(() -> size, handled::stream).openStream(null);
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
