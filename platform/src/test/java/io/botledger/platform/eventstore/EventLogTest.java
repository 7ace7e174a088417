package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botledger.events.VersionDeleted;
import io.botledger.platform.StatementCount;
import io.botledger.platform.eventstore.TestLog.OpenAppend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofMillis(100);

  private final TestLog log = new TestLog();

  private EventLog eventLog(Duration patience) {
    return new EventLog(log.dataSource, log.serializer, patience);
  }

  @Test
  void an_event_comes_with_its_position_also_when_it_fills_a_gap() throws InterruptedException {
    try (EventLog eventLog = eventLog(NEVER);
        OpenAppend open = log.open("late");
        BlockingStream<TrackedEventMessage<?>> stream =
            eventLog.openStream(eventLog.createTailToken())) {
      log.append("early", 1);
      TrackedEventMessage<?> early = stream.nextAvailable();
      assertThat(EventLog.positionOf(early)).isEqualTo(2);
      assertThat(early.trackingToken())
          .isEqualTo(GapAwareTrackingToken.newInstance(2, List.of(1L)));
      open.commit();
      eventLog.wake();
      TrackedEventMessage<?> late = stream.nextAvailable();
      assertThat(EventLog.positionOf(late)).isEqualTo(1);
      assertThat(late.getPayload()).isEqualTo(new VersionDeleted("late"));
      assertThat(late.trackingToken()).isEqualTo(GapAwareTrackingToken.newInstance(2, List.of()));
    }
  }

  @Test
  void asking_costs_a_query_only_if_something_was_announced() {
    StatementCount statements = new StatementCount(log.dataSource);
    try (EventLog eventLog = new EventLog(statements.dataSource(), log.serializer, NEVER);
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null)) {
      for (int i = 0; i < 10; i++) {
        assertThat(stream.hasNextAvailable()).isFalse();
      }
      assertThat(statements.all()).hasSize(1);
      log.append("a", 2);
      assertThat(stream.hasNextAvailable()).isFalse();
      eventLog.wake();
      assertThat(stream.hasNextAvailable()).isTrue();
      assertThat(stream.peek()).isPresent();
      assertThat(statements.all()).hasSize(2);
    }
  }

  @Test
  void streams_at_one_place_that_one_announcement_wakes_share_what_is_read()
      throws InterruptedException {
    StatementCount statements = new StatementCount(log.dataSource);
    try (EventLog eventLog = new EventLog(statements.dataSource(), log.serializer, NEVER)) {
      List<BlockingStream<TrackedEventMessage<?>>> streams =
          List.of(eventLog.openStream(null), eventLog.openStream(null), eventLog.openStream(null));
      for (BlockingStream<?> stream : streams) {
        stream.hasNextAvailable();
      }
      int before = statements.all().size();
      for (int round = 1; round <= 3; round++) {
        log.append("a", 2);
        eventLog.wake();
        for (BlockingStream<TrackedEventMessage<?>> stream : streams) {
          assertThat(EventLog.positionOf(stream.nextAvailable())).isEqualTo(2 * round - 1);
          assertThat(EventLog.positionOf(stream.nextAvailable())).isEqualTo(2 * round);
          assertThat(stream.hasNextAvailable()).isFalse();
        }
        assertThat(statements.all()).hasSize(before + round);
      }
      // Who stands elsewhere reads for itself.
      try (BlockingStream<TrackedEventMessage<?>> other = eventLog.openStream(null)) {
        assertThat(EventLog.positionOf(other.nextAvailable())).isEqualTo(1);
      }
      assertThat(statements.all()).hasSize(before + 4);
    }
  }

  @Test
  void a_page_that_was_full_is_followed_by_the_next_without_an_announcement()
      throws InterruptedException {
    log.append("a", 1_100);
    try (EventLog eventLog = eventLog(NEVER);
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null)) {
      List<Long> positions = new ArrayList<>();
      while (stream.hasNextAvailable()) {
        positions.add(EventLog.positionOf(stream.nextAvailable()));
      }
      assertThat(positions).hasSize(1_100).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void the_callback_finds_what_was_announced() {
    try (EventLog eventLog = eventLog(NEVER);
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null)) {
      List<Boolean> available = new ArrayList<>();
      assertThat(stream.setOnAvailableCallback(() -> available.add(stream.hasNextAvailable())))
          .isTrue();
      log.append("a", 1);
      eventLog.wake();
      assertThat(available).containsExactly(false, true);
      stream.close();
      eventLog.wake();
      assertThat(available).hasSize(2);
    }
  }

  @Test
  void nothing_depends_on_an_announcement() throws InterruptedException {
    try (EventLog eventLog = eventLog(SOON);
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null)) {
      AtomicInteger calls = new AtomicInteger();
      stream.setOnAvailableCallback(calls::incrementAndGet);
      assertThat(stream.hasNextAvailable()).isFalse();
      int before = calls.get();
      log.append("a", 1);
      await().until(() -> calls.get() > before);
      assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_reader_that_blocks_is_woken() throws InterruptedException {
    try (EventLog eventLog = eventLog(NEVER);
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null)) {
      assertThat(stream.hasNextAvailable()).isFalse();
      Thread writer =
          new Thread(
              () -> {
                log.append("a", 1);
                eventLog.wake();
              });
      writer.start();
      assertThat(EventLog.positionOf(stream.nextAvailable())).isEqualTo(1);
      writer.join();
    }
  }

  @Test
  void a_replay_starts_at_the_tail() throws InterruptedException {
    log.append("a", 3);
    try (EventLog eventLog = eventLog(NEVER)) {
      var replay = ReplayToken.createReplayToken(eventLog.createHeadToken());
      try (BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(replay)) {
        assertThat(EventLog.positionOf(stream.nextAvailable())).isEqualTo(1);
      }
    }
  }

  @Test
  void a_failure_of_the_database_surfaces_and_passes() {
    try (EventLog eventLog = eventLog(NEVER);
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null)) {
      log.append("a", 1);
      log.sql.sql("alter table events.event rename to gone").update();
      assertThatThrownBy(stream::hasNextAvailable).isInstanceOf(EventStoreException.class);
      assertThatThrownBy(stream::hasNextAvailable).isInstanceOf(EventStoreException.class);
      log.sql.sql("alter table events.gone rename to event").update();
      assertThat(stream.hasNextAvailable()).isTrue();
    }
  }

  @Test
  void a_processor_goes_on_by_itself_after_a_failure_of_the_database() {
    try (EventLog eventLog = eventLog(SOON);
        Follower follower = new Follower(eventLog)) {
      log.append("a", 1);
      await().until(() -> follower.handled.size() == 1);
      log.sql.sql("alter table events.event rename to gone").update();
      eventLog.wake();
      await().until(follower::isFailing);
      log.sql.sql("alter table events.gone rename to event").update();
      log.append("a", 1);
      // The first one comes again, with the step of segments that it did not concern.
      await().untilAsserted(() -> assertThat(follower.positions()).containsSubsequence(1L, 2L));
    }
  }

  /** Axon's coordinator would sleep half a second if the stream had no callback. */
  @Test
  void an_announced_event_reaches_a_processor_at_once() {
    try (EventLog eventLog = eventLog(Duration.ofSeconds(1));
        Follower follower = new Follower(eventLog)) {
      log.append("warm", 1);
      eventLog.wake();
      await().until(() -> follower.handled.size() == 1);
      List<Long> milliseconds = new ArrayList<>();
      for (int i = 2; i <= 21; i++) {
        int expected = i;
        log.append("a", 1);
        long appended = System.nanoTime();
        eventLog.wake();
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> follower.handled.size() == expected);
        milliseconds.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - appended));
      }
      assertThat(milliseconds.stream().sorted().toList().get(10)).isLessThan(250);
    }
  }
}
