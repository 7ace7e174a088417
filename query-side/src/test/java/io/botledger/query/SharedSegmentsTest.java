package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Projection;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Several processes on one database: each segment is worked on by one of them, and by one only. */
class SharedSegmentsTest {

  private static final int ALL = 12;

  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);
  private final ReadModels readModels = new ReadModels(log);

  private Following quick() {
    return Following.quick(database, connections -> connections);
  }

  /** At once as a rule; but who did not take its segments in time is not offered them soon. */
  private static void have(Map<Following, Integer> segments) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                segments.forEach(
                    (process, number) -> assertThat(process.segments()).isEqualTo(number)));
  }

  private static void areComplete(Following following) {
    following.hasHandledAll();
    for (Projection projection : Projection.values()) {
      assertThat(following.standing(projection))
          .satisfies(standing -> assertThat(standing.complete()).isTrue())
          .satisfies(standing -> assertThat(standing.deadLetters()).isZero());
    }
  }

  /** The rows are those that one process alone makes of the log. */
  private void equalThoseOfOneProcess() {
    List<List<Map<String, Object>>> shared = readModels.all();
    readModels.forget();
    try (Following alone = new Following(database)) {
      areComplete(alone);
      assertThat(shared).isEqualTo(readModels.all());
    }
  }

  @Test
  void processesShareTheSegmentsEvenlyAndTakeThoseOfWhoStops() {
    RandomHistory history = new RandomHistory(log, 1);
    try (Following one = new Following(database)) {
      history.append(40, 10);
      areComplete(one);
      assertThat(one.segments()).isEqualTo(ALL);
      try (Following two = new Following(database)) {
        have(Map.of(one, 6, two, 6));
        try (Following three = new Following(database)) {
          have(Map.of(one, 4, two, 4, three, 4));
          history.append(40, 10);
          areComplete(two);
        }
        have(Map.of(one, 6, two, 6));
      }
      // It has released them: claims of who is gone without a word would last for five seconds.
      long start = System.nanoTime();
      have(Map.of(one, ALL));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      history.append(40, 10);
      areComplete(one);
      assertThat(log.sql().sql("select count(*) from query.process").query(Long.class).single())
          .isOne();
    }
  }

  @Test
  void whatAProcessThatLivesDoesNotTakeIsWorkedOnNevertheless() {
    try (Following one = quick()) {
      have(Map.of(one, ALL));
      log.sql()
          .sql("insert into query.process values ('takes nothing', now() + interval '1 hour')")
          .update();
      await().until(() -> one.segments() < ALL);
      have(Map.of(one, ALL));
      // It is not offered in vain again and again.
      await()
          .during(Duration.ofMillis(1_500))
          .atMost(Duration.ofSeconds(3))
          .until(() -> one.segments() == ALL);
      new RandomHistory(log, 2).append(20, 5);
      areComplete(one);
    }
  }

  /** Nobody waits for a lock: who did would lose its other segments meanwhile. */
  @Test
  void aLockedTokenHoldsUpItsSegmentAlone() throws Exception {
    try (Following before = quick()) {
      have(Map.of(before, ALL));
    }
    new RandomHistory(log, 3).append(20, 8);
    try (Connection locking = log.dataSource().getConnection();
        Statement statement = locking.createStatement()) {
      locking.setAutoCommit(false);
      statement.execute(
          """
          select 1 from query.token_entry
          where processor_name = 'audit-history-1' and segment = 2 for update
          """);
      try (Following following = quick()) {
        have(Map.of(following, ALL - 1));
        await().until(() -> following.standing(Projection.DEPLOYED_VERSION).lagEvents() == 0);
        assertThat(following.segments()).isEqualTo(ALL - 1);
        locking.rollback();
        have(Map.of(following, ALL));
        areComplete(following);
      }
    }
  }

  /** By itself, Axon's processor tries it after 1, 2, 4, 8 and more seconds. */
  @Test
  void whatFailsIsTriedAgainAndAgain() {
    try (Following following = quick()) {
      have(Map.of(following, ALL));
      log.sql().sql("create sequence public.tried").update();
      log.sql()
          .sql(
              """
              create function public.fail() returns trigger language plpgsql as $$
              begin
                perform nextval('public.tried');
                raise exception using errcode = '53100', message = 'The disk is full.';
              end $$
              """)
          .update();
      log.sql()
          .sql(
              """
              create trigger fail before insert on query.handled_block
              for each row when (new.processor_name = 'audit-history-1')
              execute function public.fail()
              """)
          .update();
      log.chatbot("failing").creates("failing-1", "One");
      following.announce();
      await()
          .atMost(Duration.ofSeconds(6))
          .until(
              () ->
                  log.sql()
                      .sql("select last_value >= 6 from public.tried")
                      .query(Boolean.class)
                      .single());
      log.sql().sql("drop trigger fail on query.handled_block").update();
      areComplete(following);
    }
  }

  @Test
  void nothingIsHandledTwiceOrSkippedWhileProcessesComeAndGo() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> appending =
        CompletableFuture.runAsync(
            () -> {
              RandomHistory history = new RandomHistory(log, 4);
              while (!over.get()) {
                history.append(1, 12);
              }
            });
    List<Following> running = new ArrayList<>(List.of(quick(), quick()));
    Random random = new Random(5);
    for (int round = 0; round < 5; round++) {
      Following going = running.remove(random.nextInt(running.size()));
      if (random.nextBoolean()) {
        going.dies();
      }
      running.add(quick());
      going.close();
      Following witness = running.get(0);
      long head = log.head();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> witness.standing(Projection.AUDIT_HISTORY).position() >= head);
    }
    over.set(true);
    appending.get(30, TimeUnit.SECONDS);
    areComplete(running.get(0));
    running.forEach(Following::close);
    equalThoseOfOneProcess();
  }
}
