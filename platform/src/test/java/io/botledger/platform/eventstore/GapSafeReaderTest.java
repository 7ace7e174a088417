package io.botledger.platform.eventstore;

import static io.botledger.platform.eventstore.TestLog.positions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.eventstore.TestLog.OpenAppend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GapSafeReaderTest {

  private static final int TIMEOUT = 50;

  private final TestLog log = new TestLog();

  private GapSafeReader reader(GapAwareTrackingToken start) {
    return new GapSafeReader(log.dataSource, start, 20_000);
  }

  private GapSafeReader restarted(GapSafeReader reader) {
    TokenSerializer tokens = new TokenSerializer();
    return reader(tokens.deserialize(tokens.serialize(reader.token(), String.class)));
  }

  /** Until everything stored is older than the time-out that the stock rule goes by. */
  private void outlastTimeout() {
    Instant stored = Instant.now();
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Instant.now().isAfter(stored.plusMillis(4 * TIMEOUT)));
  }

  @Nested
  class An_open_append_behind_the_time_out {

    @Test
    void is_delivered_to_a_restarted_reader() {
      try (OpenAppend open = log.open("late")) {
        log.append("early", 1);
        outlastTimeout();
        GapSafeReader before = reader(GapSafeReader.TAIL);
        assertThat(positions(before.read())).containsExactly(2L);

        GapSafeReader after = restarted(before);
        assertThat(after.read()).isEmpty();
        log.append("early", 1);
        assertThat(positions(after.read())).containsExactly(3L);
        open.commit();
        assertThat(positions(after.read())).containsExactly(1L);
      }
    }

    @Test
    void is_lost_by_the_stock_rule() {
      StockEngine stock = new StockEngine(log.dataSource, TIMEOUT);
      try (OpenAppend open = log.open("late")) {
        log.append("early", 1);
        outlastTimeout();
        List<TrackingToken> before = stock.read(null);
        assertThat(before).hasSize(1);
        open.commit();
        assertThat(stock.read(before.get(0))).isEmpty();
      }
    }
  }

  @Nested
  class An_open_append_with_10_001_events_behind_it {

    @Test
    void is_delivered() {
      try (OpenAppend open = log.open("late")) {
        log.append("early", 10_001);
        GapSafeReader reader = reader(GapSafeReader.TAIL);
        assertThat(reader.read()).hasSize(10_001);
        GapSafeReader after = restarted(reader);
        open.commit();
        assertThat(positions(after.read())).containsExactly(1L);
      }
    }

    @Test
    void is_lost_by_the_stock_rule() {
      StockEngine stock = new StockEngine(log.dataSource, 60_000);
      try (OpenAppend open = log.open("late")) {
        log.append("early", 10_001);
        List<TrackingToken> before = stock.read(null);
        assertThat(before).hasSize(10_001);
        open.commit();
        assertThat(stock.read(before.get(10_000))).isEmpty();
      }
    }
  }

  /** The highest completed transaction's id plus one is no bound: the open one's id may be it. */
  @Test
  void an_open_append_with_the_higher_transaction_id_and_the_lower_position_is_delivered() {
    try (OpenAppend quick = newTransaction().takeTransactionId();
        OpenAppend open = log.open("late")) {
      quick.append("early");
      quick.commit();
      GapSafeReader reader = reader(GapSafeReader.TAIL);
      assertThat(positions(reader.read())).containsExactly(2L);
      assertThat(reader.read()).isEmpty();
      assertThat(reader.token().getGaps()).containsExactly(1L);
      log.append("early", 1);
      assertThat(positions(reader.read())).containsExactly(3L);
      open.commit();
      assertThat(positions(reader.read())).containsExactly(1L);
      reader.read();
      assertThat(reader.token()).isEqualTo(GapAwareTrackingToken.newInstance(3, List.of()));
    }
  }

  @Test
  void the_first_position_may_be_a_gap_too_and_the_tail_and_the_head_know_it() {
    try (OpenAppend open = log.open("late")) {
      log.append("early", 1);
      assertThat(log.engine.createTailToken())
          .isEqualTo(GapAwareTrackingToken.newInstance(0, List.of()));
      assertThat(log.engine.createHeadToken())
          .isEqualTo(GapAwareTrackingToken.newInstance(2, List.of(1L)));
      open.commit();
    }
    assertThat(log.engine.createHeadToken())
        .isEqualTo(GapAwareTrackingToken.newInstance(2, List.of()));
    assertThat(positions(reader(GapSafeReader.TAIL).read())).containsExactly(1L, 2L);
  }

  @Test
  void the_token_at_a_time_is_before_its_first_event() {
    log.append("a", 2);
    Instant after = Instant.now().plusSeconds(60);
    assertThat(log.engine.createTokenAt(Instant.EPOCH))
        .isEqualTo(GapAwareTrackingToken.newInstance(0, List.of()));
    assertThat(log.engine.createTokenAt(after))
        .isEqualTo(GapAwareTrackingToken.newInstance(2, List.of()));
  }

  @Nested
  class Gaps_of_rolled_back_appends {

    @Test
    void are_closed_at_once_while_nothing_else_runs() {
      log.append("a", 1);
      log.appendAndRollBack("b");
      log.append("a", 1);
      GapSafeReader reader = reader(GapSafeReader.TAIL);
      assertThat(positions(reader.read())).containsExactly(1L, 3L);
      assertThat(reader.token()).isEqualTo(GapAwareTrackingToken.newInstance(3, List.of()));
    }

    @Test
    void are_closed_when_the_transactions_that_ran_beside_them_are_over() {
      GapSafeReader reader = reader(GapSafeReader.TAIL);
      try (OpenAppend open = newTransaction().takeTransactionId()) {
        log.append("a", 1);
        log.appendAndRollBack("b");
        log.appendAndRollBack("b");
        log.append("a", 1);
        reader.read();
        assertThat(reader.token().getGaps()).containsExactly(2L, 3L);
        open.rollBack();
      }
      try (OpenAppend younger = newTransaction().takeTransactionId()) {
        // One that began later proves nothing about them and does not hold them up.
        reader.read();
        assertThat(reader.token().getGaps()).isEmpty();
        younger.rollBack();
      }
    }

    @Test
    void do_not_make_the_token_grow() {
      GapSafeReader reader = reader(GapSafeReader.TAIL);
      List<Long> seen = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        log.appendAndRollBack("b");
        log.append("a", 1);
        seen.addAll(positions(reader.read()));
        assertThat(reader.token().getGaps()).hasSizeLessThan(2);
      }
      assertThat(seen).hasSize(200).isSorted();
    }
  }

  @Test
  void a_gap_that_is_closed_above_a_late_event_does_not_hide_it_from_a_segment() {
    OpenAppend late = log.open("late");
    OpenAppend rolledBack = log.open("rolled back");
    log.append("early", 1);
    GapSafeReader reader = reader(GapSafeReader.TAIL);
    assertThat(positions(reader.read())).containsExactly(3L);
    GapAwareTrackingToken handled = reader.token();
    rolledBack.rollBack();
    late.commit();
    assertThat(reader.read())
        .hasSize(1)
        .allSatisfy(event -> assertThat(event.position()).isEqualTo(1))
        .noneSatisfy(event -> assertThat(handled.covers(event.token())).isTrue());
    assertThat(reader.token().getGaps()).isEmpty();

    // Nor from one that is claimed where all that was read already: Axon goes on with the same
    // stream if this is equal to where the stream is.
    GapSafeReader elsewhere = reader(GapSafeReader.TAIL);
    assertThat(elsewhere.read()).hasSize(2);
    assertThat(elsewhere.token().lowerBound(handled)).isNotEqualTo(elsewhere.token());
    rolledBack.close();
    late.close();
  }

  @Test
  void a_gap_behind_the_cut_of_a_full_page_is_not_judged() {
    OpenAppend open = log.open("late");
    OpenAppend later = log.open("later");
    OpenAppend last = log.open("last");
    log.append("a", 1);
    GapSafeReader reader = new GapSafeReader(log.dataSource, GapSafeReader.TAIL, 1);
    assertThat(positions(reader.read())).containsExactly(4L);
    for (OpenAppend each : List.of(later, last, open)) {
      each.commit();
      each.close();
    }
    // All of them are over now and provably so, but each page shows one row only.
    assertThat(positions(reader.read())).containsExactly(1L);
    assertThat(reader.token().getGaps()).containsExactly(2L, 3L);
    assertThat(positions(reader.read())).containsExactly(2L);
    assertThat(positions(reader.read())).containsExactly(3L);
    assertThat(reader.read()).isEmpty();
  }

  @Test
  void an_append_has_its_transaction_id_before_it_takes_a_position() {
    try (OpenAppend lock = newTransaction()) {
      lock.run("select pg_advisory_xact_lock(4711)");
      Thread append =
          new Thread(
              () ->
                  log.sql
                      .sql(
                          """
                          insert into events.event (event_identifier, aggregate_identifier,
                            sequence_number, type, payload_type, payload_revision, payload,
                            meta_data, time_stamp)
                          select 'e', 's', 0, 'Version', 'VersionDeleted', '1',
                            '{"chatbotId":"a"}', '{}', now()
                          from (select pg_advisory_xact_lock(4711) offset 0) as waits
                          """)
                      .update());
      append.start();
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          log.sql
                              .sql(
                                  """
                                  select backend_xid is not null from pg_stat_activity
                                  where wait_event = 'advisory' and datname = current_database()
                                  """)
                              .query(Boolean.class)
                              .list())
                      .containsExactly(true));
      lock.rollBack();
      await().until(() -> !append.isAlive());
    }
    assertThat(positions(reader(GapSafeReader.TAIL).read())).hasSize(1);
  }

  /** A transaction that has not appended anything yet. */
  private OpenAppend newTransaction() {
    return log.new OpenAppend();
  }

  @Nested
  class Imported_positions {
    private static final long FAR = 1_000_000_000_000L;

    private void arrive(long... positions) {
      for (long position : positions) {
        log.sql
            .sql(
                """
                insert into events.event (global_index, event_identifier, aggregate_identifier,
                  sequence_number, type, payload_type, payload_revision, payload, meta_data, time_stamp)
                overriding system value values (?, gen_random_uuid(), gen_random_uuid(), 0, 'Version',
                  'VersionDeleted', '1', '{"chatbotId":"a"}', '{}', now())
                """)
            .param(position)
            .update();
      }
      log.sql
          .sql(
              "select setval('events.event_global_index_seq', max(global_index)) from events.event")
          .query()
          .listOfRows();
    }

    @Test
    void may_lie_as_far_apart_as_they_like() {
      arrive(5, 100_000_000, FAR, FAR + 2);
      GapSafeReader reader = reader(GapSafeReader.TAIL);
      assertThat(positions(reader.read())).containsExactly(5L, 100_000_000L, FAR, FAR + 2);
      assertThat(reader.token().getGaps()).isEmpty();
      log.append("a", 1);
      assertThat(positions(restarted(reader).read())).containsExactly(FAR + 3);
    }

    @Test
    void that_lie_far_apart_wait_until_nothing_can_come_between_them() {
      try (OpenAppend open = log.open("late")) {
        arrive(5, FAR, 2 * FAR);
        GapSafeReader reader = reader(GapSafeReader.TAIL);
        assertThat(positions(reader.read())).containsExactly(5L);
        assertThat(reader.token().getGaps()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(reader.hasMore()).isTrue();
        assertThat(reader.read()).isEmpty();
        assertThat(reader.hasMore()).as("asks again at once").isFalse();
        open.commit();
        // Whoever holds a transaction from now on does not hold this one up.
        try (OpenAppend later = log.new OpenAppend().takeTransactionId()) {
          assertThat(positions(reader.read())).containsExactly(1L, FAR, 2 * FAR);
          assertThat(reader.token().getGaps()).isEmpty();
          later.rollBack();
        }
      }
    }

    @Test
    void keep_what_comes_late_between_them() {
      try (OpenAppend open = log.new OpenAppend()) {
        open.takeTransactionId();
        arrive(5, FAR);
        GapSafeReader reader = reader(GapSafeReader.TAIL);
        assertThat(positions(reader.read())).containsExactly(5L);
        open.run(
            """
            insert into events.event (global_index, event_identifier, aggregate_identifier,
              sequence_number, type, payload_type, payload_revision, payload, meta_data, time_stamp)
            overriding system value values (700000, 'late', 'late', 0, 'Version', 'VersionDeleted',
              '1', '{"chatbotId":"a"}', '{}', now())
            """);
        assertThat(reader.read()).isEmpty();
        assertThat(reader.read()).isEmpty();
        open.commit();
        assertThat(positions(reader.read())).containsExactly(700_000L, FAR);
      }
    }
  }
}
