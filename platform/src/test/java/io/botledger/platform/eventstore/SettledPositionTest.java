package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.eventstore.TestLog.OpenAppend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SettledPositionTest {
  private final TestLog log = new TestLog();
  private final SettledPosition settled = new SettledPosition(log.dataSource, Duration.ZERO);

  @Test
  void ofAnEmptyLogIsItsStart() {
    assertThat(settled.newest()).isZero();
  }

  @Test
  void isTheHeadWhileNobodyWritesWhateverIsMissing() {
    log.append("a", 2);
    log.appendAndRollBack("b");
    log.append("a", 2);
    assertThat(settled.newest()).isEqualTo(5);
  }

  @Test
  void staysBehindAnOpenAppendUntilItIsCommitted() {
    log.append("a", 1);
    try (OpenAppend open = log.open("late")) {
      log.append("a", 2);
      assertThat(settled.newest()).isEqualTo(1);
      assertThat(new SettledPosition(log.dataSource, Duration.ZERO).newest())
          .as("after a restart")
          .isEqualTo(1);
      assertThat(head()).as("the negative control").isEqualTo(4);
      open.commit();
    }
    assertThat(settled.newest()).isEqualTo(4);
  }

  @Test
  void staysBehindAnOpenAppendUntilItIsRolledBack() {
    try (OpenAppend open = log.open("late");
        OpenAppend younger = newTransaction()) {
      log.append("a", 2);
      assertThat(settled.newest()).isZero();
      younger.takeTransactionId();
      open.rollBack();
      // One that began later proves nothing about the gap and does not hold it up.
      assertThat(settled.newest()).isEqualTo(3);
    }
  }

  @Test
  void waitsForAppendsThatAreUnderWay() throws Exception {
    SettledPosition patient = new SettledPosition(log.dataSource, Duration.ofMinutes(1));
    try (OpenAppend open = log.open("late")) {
      log.append("a", 2);
      CompletableFuture<Long> answer = CompletableFuture.supplyAsync(patient::newest);
      assertThat(settled.newest()).isZero();
      open.commit();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(3);
    }
  }

  /** The highest completed transaction's id plus one is no bound: the open one's id may be it. */
  @Test
  void staysBehindAnOpenAppendWithTheHigherTransactionIdAndTheLowerPosition() {
    try (OpenAppend quick = newTransaction().takeTransactionId();
        OpenAppend open = log.open("late")) {
      quick.append("early");
      quick.commit();
      assertThat(settled.newest()).isZero();
      assertThat(settled.newest()).isZero();
      open.commit();
      assertThat(settled.newest()).isEqualTo(2);
    }
  }

  @Test
  void goesOnWithoutAGapWhoeverIsWriting() {
    try (OpenAppend other = newTransaction().takeTransactionId()) {
      log.append("a", 1);
      assertThat(settled.newest()).isEqualTo(1);
      log.append("a", 25_000);
      assertThat(settled.newest()).isEqualTo(25_001);
      other.rollBack();
    }
  }

  @Test
  void passesAnOldGapOnceThoseAreOverWhoWroteWhenItWasFirstAsked() {
    log.append("a", 1);
    log.appendAndRollBack("b");
    log.append("a", 1);
    try (OpenAppend first = newTransaction().takeTransactionId();
        OpenAppend second = newTransaction()) {
      settled.mark();
      second.takeTransactionId();
      first.rollBack();
      assertThat(settled.newest()).isEqualTo(3);
      // Who never asked before cannot know.
      assertThat(new SettledPosition(log.dataSource, Duration.ZERO).newest()).isEqualTo(1);
    }
  }

  @Test
  void looksAtNothingButTheHeadWhileNobodyWrites() {
    log.append("a", 5);
    String plan =
        String.join(
            "\n",
            log.sql
                .sql("explain (analyze, costs off, timing off) " + SettledPosition.LOOK)
                .param("bound", Long.MAX_VALUE)
                .param("marked", 0L)
                .param("floor", 0L)
                .param("chunk", 10_000)
                .query(String.class)
                .list());
    assertThat(plan).contains("never executed");
  }

  @Test
  void isNeverOvertaken() throws Exception {
    assertThat(overtaken(settled::newest)).isEmpty();
  }

  @Test
  void whereTheHeadIs() throws Exception {
    assertThat(overtaken(this::head)).as("the negative control").isNotEmpty();
  }

  /** The positions that appeared at or below an earlier answer. */
  private List<Long> overtaken(LongSupplier answer) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Random random = new Random(i);
        running.add(writers.submit(() -> write(random)));
      }
      List<Long> overtaken = new ArrayList<>();
      TreeSet<Long> seen = new TreeSet<>();
      long bound = 0;
      while (!running.stream().allMatch(Future::isDone)) {
        bound = Math.max(bound, answer.getAsLong());
        for (long position : visible(bound)) {
          if (seen.add(position) && position < seen.last()) {
            overtaken.add(position);
          }
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
      assertThat(answer.getAsLong()).as("nobody writes any more").isEqualTo(head());
      return overtaken;
    } finally {
      writers.shutdownNow();
    }
  }

  private void write(Random random) {
    try (OpenAppend open = newTransaction()) {
      for (int i = 0; i < 150; i++) {
        open.append("bot");
        for (int wait = random.nextInt(4); wait > 0; wait--) {
          open.run("select count(*) from generate_series(1, 20000)");
        }
        if (random.nextInt(4) == 0) {
          open.rollBack();
        } else {
          open.commit();
        }
      }
    }
  }

  private List<Long> visible(long upTo) {
    return log.sql
        .sql("select global_index from events.event where global_index <= ? order by 1")
        .param(upTo)
        .query(Long.class)
        .list();
  }

  private long head() {
    return log.sql
        .sql("select coalesce(max(global_index), 0) from events.event")
        .query(Long.class)
        .single();
  }

  /** A transaction that has not appended anything yet. */
  private OpenAppend newTransaction() {
    return log.new OpenAppend();
  }
}
