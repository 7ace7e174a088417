package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionUndeployed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the log hands out as one step. */
class ReplacementsTest {
  private final TestLog log = new TestLog();

  @Test
  void the_end_of_a_deployment_and_the_start_of_its_successor_are_one_step()
      throws InterruptedException {
    log.append("a", 1);
    append(ended("b", null), started("b"), ended("b", "next"), TestLog.event("a"), started("b"));
    log.append("a", 1);
    assertThat(steps(1)).containsExactly(1L, 2L, 3L, 6L, 6L, 6L, 7L);
  }

  @Test
  void steps_that_overlap_are_one() throws InterruptedException {
    append(ended("a", "next"), ended("b", "next"), started("a"), started("b"), started("a"));
    assertThat(steps(1)).containsExactly(4L, 4L, 4L, 4L, 5L);
  }

  @Test
  void a_step_is_not_cut_where_a_page_is() throws InterruptedException {
    log.append("a", 497);
    append(ended("b", "next"), ended("c", "next"), started("b"), started("c"));
    log.append("a", 500);
    List<Long> steps = steps(500);
    assertThat(steps).hasSize(1_001);
    assertThat(steps.stream().distinct()).containsExactly(497L, 1_000L, 1_001L);
  }

  @Test
  void an_end_whose_successor_never_comes_holds_up_nothing() throws InterruptedException {
    append(ended("b", "next"));
    log.append("a", 1_200);
    append(ended("c", "next"));
    List<Long> steps = steps(100);
    assertThat(steps).hasSize(1_202).isSorted();
    assertThat(steps.stream().distinct()).hasSizeGreaterThan(6);
  }

  /** No command writes such a log: each page ends while some chatbot's end waits. */
  @Test
  void steps_that_overlap_without_an_end_hold_up_nothing() throws InterruptedException {
    append(ended("bot-0", "next"));
    for (int i = 1; i < 20; i++) {
      log.append("a", 240);
      append(ended("bot-" + i, "next"));
      log.append("a", 7);
      append(started("bot-" + (i - 1)));
    }
    List<Long> steps = steps(500);
    assertThat(steps).hasSize(1 + 19 * 249).isSorted();
    assertThat(new HashSet<>(steps)).hasSizeGreaterThan(3);
  }

  private void append(DomainEventMessage<?>... events) {
    log.engine.appendEvents(List.of(events));
  }

  private static DomainEventMessage<VersionEvent> ended(
      String chatbotId, @Nullable String replacedBy) {
    return TestLog.event(
        UUID.randomUUID().toString(),
        0,
        new VersionUndeployed(chatbotId, Environment.PROD, "before", replacedBy));
  }

  private static DomainEventMessage<VersionEvent> started(String chatbotId) {
    return TestLog.event(
        UUID.randomUUID().toString(),
        0,
        new VersionDeployed(
            chatbotId, Environment.PROD, "next", Composition.of("version"), "before"));
  }

  /** For each event in its order, where a reader is that has handled it. */
  private List<Long> steps(int size) throws InterruptedException {
    try (EventLog eventLog = new EventLog(log.dataSource, log.serializer);
        BlockingStream<TrackedEventMessage<?>> stream = eventLog.openStream(null, size)) {
      List<Long> steps = new ArrayList<>();
      while (stream.hasNextAvailable()) {
        steps.add(stream.nextAvailable().trackingToken().position().orElseThrow());
      }
      return steps;
    }
  }
}
