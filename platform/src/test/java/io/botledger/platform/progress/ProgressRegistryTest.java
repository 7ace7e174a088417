package io.botledger.platform.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Within one process; {@link PostgresNotificationsTest} has two. */
class ProgressRegistryTest {

  private static final Database database = TestPostgres.freshDatabase();
  private static final Segment EVERYTHING = Segment.ROOT_SEGMENT;
  private static final String BOT = "bot";

  private final PostgresNotifications notifications = new PostgresNotifications(database);

  @AfterEach
  void close() {
    notifications.close();
  }

  private ProgressRegistry registry(long milliseconds) {
    return new ProgressRegistry(notifications, Duration.ofMillis(milliseconds));
  }

  private static GapAwareTrackingToken token(long index, Long... gaps) {
    return GapAwareTrackingToken.newInstance(index, List.of(gaps));
  }

  private static void all(ProgressRegistry registry, Segment segment, GapAwareTrackingToken token) {
    for (Projection projection : Projection.values()) {
      registry.report(projection, segment, token, List.of());
    }
  }

  private static boolean ends(CompletableFuture<Boolean> wait) throws Exception {
    return wait.get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_wait_ends_when_the_last_projection_has_handled_it() throws Exception {
    ProgressRegistry registry = registry(60_000);
    CompletableFuture<Boolean> wait = registry.handled(BOT, 7);
    registry.report(Projection.VERSION_LIST, EVERYTHING, token(7), List.of());
    registry.report(Projection.AUDIT_HISTORY, EVERYTHING, token(9), List.of());
    assertThat(wait).isNotDone();
    registry.report(Projection.DEPLOYED_VERSION, EVERYTHING, token(6), List.of());
    assertThat(wait).isNotDone();
    registry.report(Projection.DEPLOYED_VERSION, EVERYTHING, token(7), List.of());
    assertThat(wait).isCompletedWithValue(true);
  }

  @Test
  void waits_that_ended_are_forgotten() throws Exception {
    ProgressRegistry registry = registry(60_000);
    List<CompletableFuture<Boolean>> waits = new ArrayList<>();
    for (long position = 1; position <= 20; position++) {
      waits.add(registry.handled(BOT + position, position));
    }
    for (long position = 1; position <= 19; position++) {
      all(registry, EVERYTHING, token(position));
    }
    assertThat(waits.subList(0, 19)).allMatch(CompletableFuture::isDone);
    assertThat(registry.waiting()).isOne();

    ProgressRegistry impatient = registry(50);
    List<CompletableFuture<Boolean>> inVain = new ArrayList<>();
    for (long position = 1; position <= 5; position++) {
      inVain.add(impatient.handled(BOT, position));
    }
    impatient.report(Projection.VERSION_LIST, EVERYTHING, token(9), List.of());
    for (CompletableFuture<Boolean> wait : inVain) {
      assertThat(ends(wait)).isFalse();
    }
    await().untilAsserted(() -> assertThat(impatient.waiting()).isZero());
  }

  @Test
  void a_report_may_come_before_the_wait() {
    ProgressRegistry registry = registry(60_000);
    all(registry, EVERYTHING, token(7));
    assertThat(registry.handled(BOT, 7)).isCompletedWithValue(true);
    assertThat(registry.handled(BOT, 8)).isNotDone();
  }

  @Test
  void a_gap_is_not_handled() {
    ProgressRegistry registry = registry(60_000);
    all(registry, EVERYTHING, token(9, 7L));
    assertThat(registry.handled(BOT, 6)).isCompletedWithValue(true);
    CompletableFuture<Boolean> wait = registry.handled(BOT, 7);
    assertThat(wait).isNotDone();
    all(registry, EVERYTHING, token(9));
    assertThat(wait).isCompletedWithValue(true);
  }

  @Test
  void what_is_held_up_is_answered_at_once_and_says_nothing_about_others() {
    ProgressRegistry registry = registry(60_000);
    CompletableFuture<Boolean> before = registry.handled(BOT, 7);
    CompletableFuture<Boolean> other = registry.handled("other", 8);
    for (Projection projection : Projection.values()) {
      registry.report(projection, EVERYTHING, token(7), List.of(7L));
    }
    assertThat(before).isCompletedWithValue(false);
    assertThat(registry.handled(BOT, 7)).isCompletedWithValue(false);
    assertThat(registry.handled(BOT, 6)).isCompletedWithValue(true);
    assertThat(other).isNotDone();
    all(registry, EVERYTHING, token(8));
    assertThat(other).isCompletedWithValue(true);
    assertThat(registry.handled(BOT, 7)).isCompletedWithValue(false);
    CompletableFuture<Boolean> later = registry.handled("other", 9);
    assertThat(later).as("no projection counts as lagging").isNotDone();
    assertThat(registry.waiting()).isOne();
  }

  @Test
  void only_the_segment_of_the_chatbot_counts() {
    ProgressRegistry registry = registry(60_000);
    Segment[] halves = EVERYTHING.split();
    Segment its = halves[0].matches(BOT.hashCode()) ? halves[0] : halves[1];
    Segment other = its == halves[0] ? halves[1] : halves[0];
    CompletableFuture<Boolean> wait = registry.handled(BOT, 7);
    all(registry, other, token(100));
    assertThat(wait).isNotDone();
    all(registry, its, token(7));
    assertThat(wait).isCompletedWithValue(true);
  }

  @Test
  void segments_may_be_split_and_merged_and_late_reports_overtaken() {
    ProgressRegistry registry = registry(60_000);
    all(registry, EVERYTHING, token(5));
    Segment[] halves = EVERYTHING.split();
    all(registry, halves[0], token(9));
    all(registry, halves[1], token(9));
    // What the whole had said before comes late.
    all(registry, EVERYTHING, token(5));
    assertThat(registry.handled(BOT, 9)).isCompletedWithValue(true);
    all(registry, EVERYTHING, token(12));
    assertThat(registry.handled(BOT, 12)).isCompletedWithValue(true);
  }

  @Test
  void a_wait_runs_out_and_the_next_ones_do_not_wait_until_progress_is_seen() throws Exception {
    ProgressRegistry registry = registry(50);
    registry.report(Projection.VERSION_LIST, EVERYTHING, token(7), List.of());
    registry.report(Projection.AUDIT_HISTORY, EVERYTHING, token(7), List.of());
    assertThat(ends(registry.handled(BOT, 7))).isFalse();
    assertThat(registry.handled(BOT, 7)).isCompletedWithValue(false);
    assertThat(registry.handled("other", 5)).isCompletedWithValue(false);

    // Of others than the one that lags.
    registry.report(Projection.VERSION_LIST, EVERYTHING, token(8), List.of());
    assertThat(registry.handled(BOT, 7)).isCompletedWithValue(false);

    registry.report(Projection.DEPLOYED_VERSION, EVERYTHING, token(3), List.of());
    assertThat(ends(registry.handled(BOT, 7))).isFalse();
    // What was said before is no progress.
    registry.report(Projection.DEPLOYED_VERSION, EVERYTHING, token(3), List.of());
    assertThat(registry.handled(BOT, 7)).isCompletedWithValue(false);

    registry.report(Projection.DEPLOYED_VERSION, EVERYTHING, token(4), List.of());
    CompletableFuture<Boolean> wait = registry.handled(BOT, 7);
    assertThat(wait).isNotDone();
    registry.report(Projection.DEPLOYED_VERSION, EVERYTHING, token(7), List.of());
    assertThat(wait).isCompletedWithValue(true);
  }

  @Test
  void what_is_handled_is_so_even_while_a_projection_lags() throws Exception {
    ProgressRegistry registry = registry(50);
    all(registry, EVERYTHING, token(7));
    assertThat(ends(registry.handled(BOT, 8))).isFalse();
    assertThat(registry.handled(BOT, 7)).isCompletedWithValue(true);
  }

  @Test
  void whoever_waits_may_ask_again_at_once() throws Exception {
    ProgressRegistry registry = registry(60_000);
    CompletableFuture<Boolean> again =
        registry.handled(BOT, 7).thenCompose(handled -> registry.handled(BOT, 8));
    all(registry, EVERYTHING, token(8));
    assertThat(ends(again)).isTrue();
  }
}
