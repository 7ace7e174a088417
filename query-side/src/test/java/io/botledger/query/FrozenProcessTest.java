package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Projection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A process stands still while it has segments, and goes on when another one has them. */
class FrozenProcessTest {
  private static final String STORES_A_TOKEN = "update query.token_entry set token = ?";

  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);
  private final RandomHistory history = new RandomHistory(log, 1);

  private static void areComplete(Following following) {
    following.hasHandledAll();
    for (Projection projection : Projection.values()) {
      assertThat(following.standing(projection))
          .satisfies(standing -> assertThat(standing.complete()).isTrue())
          .satisfies(standing -> assertThat(standing.deadLetters()).isZero());
    }
  }

  private static void share(Following one, Following other) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> one.segments() == 6 && other.segments() == 6);
  }

  /** Has written all of its rows, has locked its token, and does not commit. */
  @Test
  void whatItHadIsTakenOverWithinTenSecondsAlsoInTheMiddleOfABatch() throws Exception {
    Freezer freezer = new Freezer(sql -> sql.contains("query.handled_block"), sql -> sql);
    try (Following frozen = Following.usual(database, freezer::around);
        Following other = new Following(database)) {
      share(frozen, other);
      freezer.arm();
      history.append(30, 12);
      frozen.announce();
      freezer.awaitFrozen();
      long start = System.nanoTime();
      areComplete(other);
      assertThat(other.segments()).isEqualTo(12);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      freezer.thaw();
      history.append(10, 12);
      areComplete(frozen);
    }
  }

  @Test
  void itsBatchDoesNotCommitAfterwards() throws Exception {
    assertThat(tokensThatWentBack(sql -> sql)).isEmpty();
  }

  /** That the test would find it. */
  @Test
  void itsBatchWouldCommitIfNobodyAskedWhoHasTheSegment() throws Exception {
    assertThat(tokensThatWentBack(sql -> sql.replace("owner = ?", "(owner = ? or true)")))
        .isNotEmpty();
  }

  /** Freezes a process before the first statement of a batch, and lets it go on too late. */
  private List<String> tokensThatWentBack(UnaryOperator<String> rewriting) throws Exception {
    watchTokens();
    Freezer freezer =
        new Freezer(
            sql -> sql.startsWith(STORES_A_TOKEN),
            sql -> sql.startsWith(STORES_A_TOKEN) ? rewriting.apply(sql) + " -- frozen" : sql);
    try (Following frozen = Following.quick(database, freezer::around);
        Following other = Following.quick(database, connections -> connections)) {
      share(frozen, other);
      freezer.arm();
      history.append(30, 12);
      frozen.announce();
      freezer.awaitFrozen();
      areComplete(other);
      history.append(30, 12);
      areComplete(other);
      long before = attempts();
      freezer.thaw();
      await().until(() -> attempts() > before);
      awaitTheEndOfAllBatches();
      areComplete(other);
      return log.sql().sql("select segment from public.back").query(String.class).list();
    }
  }

  private long attempts() {
    return log.sql().sql("select last_value from public.attempt").query(Long.class).single();
  }

  private void awaitTheEndOfAllBatches() throws SQLException {
    try (Connection connection = log.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table query.token_entry in exclusive mode");
      connection.commit();
    }
  }

  /** Notes the attempts of the frozen one, and which tokens go back, by whomever. */
  private void watchTokens() throws SQLException {
    Following.quick(database, connections -> connections).close();
    try (Connection connection = log.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create sequence public.attempt;
          create table public.back (segment text);
          create function public.attempted() returns trigger language plpgsql as $$
          begin
            if current_query() like '%-- frozen' then
              perform nextval('public.attempt');
            end if;
            return null;
          end $$;
          create function public.went_back() returns trigger language plpgsql as $$
          begin
            insert into public.back values (new.processor_name || ' ' || new.segment);
            return null;
          end $$;
          create trigger attempted after update on query.token_entry for each statement
          execute function public.attempted();
          create trigger went_back after update on query.token_entry for each row
          when ((new.token::json ->> 'index')::bigint < (old.token::json ->> 'index')::bigint)
          execute function public.went_back()
          """);
    }
  }
}
