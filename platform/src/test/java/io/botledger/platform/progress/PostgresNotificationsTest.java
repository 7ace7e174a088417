package io.botledger.platform.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two processes on one database, as far as the database can tell. */
class PostgresNotificationsTest {

  private static final Database database = TestPostgres.freshDatabase();
  private static final JdbcClient sql = JdbcClient.create(TestPostgres.dataSource(database));

  private final PostgresNotifications here = new PostgresNotifications(database);
  private final PostgresNotifications there = new PostgresNotifications(database);

  @BeforeEach
  void start() {
    here.start();
    await().until(here::isListening);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private void startThere() {
    there.start();
    await().until(there::isListening);
  }

  private static void all(Progress progress, long index) {
    for (Projection projection : Projection.values()) {
      progress.report(
          projection,
          Segment.ROOT_SEGMENT,
          GapAwareTrackingToken.newInstance(index, List.of()),
          List.of());
    }
  }

  private static AtomicInteger counted(PostgresNotifications notifications) {
    AtomicInteger calls = new AtomicInteger();
    notifications.onAppended(calls::incrementAndGet);
    return calls;
  }

  @Test
  void an_announcement_wakes_here_at_once_and_there_soon() {
    startThere();
    AtomicInteger callsHere = counted(here);
    AtomicInteger callsThere = counted(there);
    int before = callsThere.get();
    here.announce();
    assertThat(callsHere.get()).isEqualTo(1);
    await().until(() -> callsThere.get() > before);
  }

  @Test
  void announcements_are_merged_and_ones_own_are_not_heard_again() {
    startThere();
    AtomicInteger callsHere = counted(here);
    AtomicInteger callsThere = counted(there);
    for (int i = 0; i < 1_000; i++) {
      here.announce();
    }
    AtomicInteger answers = counted(here);
    await().until(() -> callsThere.get() > 0);
    // It comes after all that was announced before it.
    there.announce();
    await().until(() -> answers.get() > 0);
    assertThat(callsHere.get()).isLessThan(1_010);
    assertThat(callsThere.get()).isLessThan(500);
  }

  @Test
  void a_wait_here_ends_with_a_report_there() throws Exception {
    startThere();
    Progress waiting = new ProgressRegistry(here, Duration.ofSeconds(30));
    Progress reporting = new ProgressRegistry(there, Duration.ofSeconds(30));
    CompletableFuture<Boolean> wait = waiting.handled("bot", 5);
    all(reporting, 5);
    assertThat(wait.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_process_that_starts_is_told_what_was_reported_before() throws Exception {
    all(new ProgressRegistry(here, Duration.ofSeconds(30)), 5);
    Progress late = new ProgressRegistry(there, Duration.ofSeconds(30));
    startThere();
    assertThat(late.handled("bot", 5).get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void after_a_lost_connection_everybody_is_woken_and_reports_come_through_again()
      throws Exception {
    startThere();
    Progress waiting = new ProgressRegistry(here, Duration.ofSeconds(30));
    Progress reporting = new ProgressRegistry(there, Duration.ofSeconds(30));
    AtomicInteger calls = counted(here);
    cut("botledger-listen");
    cut("botledger-notify");
    all(reporting, 5);
    assertThat(waiting.handled("bot", 5).get(20, TimeUnit.SECONDS)).isTrue();
    await().until(() -> calls.get() > 0);
    await().until(() -> here.isListening() && there.isListening());
  }

  private static void cut(String name) {
    sql.sql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = ? and datname = current_database()
            """)
        .param(name)
        .query(Boolean.class)
        .list();
  }

  @Test
  void closing_ends_the_connections_within_a_second_or_so() {
    startThere();
    long started = System.nanoTime();
    there.announce();
    here.close();
    there.close();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        sql.sql(
                                """
                                select count(*) from pg_stat_activity
                                where application_name like 'botledger-%'
                                  and datname = current_database()
                                """)
                            .query(Long.class)
                            .single())
                    .isZero());
  }

  @Test
  void without_a_database_it_can_be_started_and_closed() {
    try (PostgresNotifications nowhere =
        new PostgresNotifications(
            new Database("jdbc:postgresql://localhost:1/nowhere", "nobody", ""))) {
      AtomicInteger calls = counted(nowhere);
      nowhere.start();
      nowhere.announce();
      assertThat(calls.get()).isEqualTo(1);
      assertThat(nowhere.isListening()).isFalse();
    }
  }
}
