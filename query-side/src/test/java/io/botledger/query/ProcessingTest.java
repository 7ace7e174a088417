package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.Projection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.Test;

/** How events are handled: once each, in batches, by whoever is there. */
class ProcessingTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);
  private final ReadModels readModels = new ReadModels(log);
  private int bots;

  private void history(int chatbots) {
    for (int i = 0; i < chatbots; i++) {
      Story story = log.chatbot("bot-" + ++bots);
      String one = "one-" + bots;
      String two = "two-" + bots;
      story.creates(one, "One", "{\"name\":\"Shown\"}");
      story.deploys(one, PROD);
      story.creates(two, "Two");
      story.by("ben", "why").rollsBack(two, PROD, "settings");
      story.deploys(one, TEST);
      story.undeploys(TEST);
      story.deletes(one);
      story.restores(one, "Uno");
      log.createsKey("key-" + bots, "Key");
      log.revokesKey("key-" + bots, "Key");
    }
  }

  private void isComplete(Following following) {
    following.hasHandledAll();
    for (Projection projection : Projection.values()) {
      assertThat(following.standing(projection))
          .satisfies(standing -> assertThat(standing.complete()).isTrue())
          .satisfies(standing -> assertThat(standing.deadLetters()).isZero());
    }
  }

  @Test
  void batchesAndSingleEventsWriteTheSameRows() {
    history(3);
    new RandomHistory(log, 4711).append(300, 5);
    List<List<Map<String, Object>>> batched;
    try (Following following = new Following(database)) {
      isComplete(following);
      batched = readModels.all();
    }
    readModels.forget();
    try (Following following = new Following(database, 1, progress -> progress)) {
      isComplete(following);
      assertThat(readModels.all()).isEqualTo(batched);
    }
    assertThat(batched).noneMatch(List::isEmpty);
  }

  /** Steps of one event, so that nothing else could have held them together. */
  @Test
  void whatReplacesADeploymentAppearsInTheTransactionThatEndsIt() {
    for (int i = 0; i < 20; i++) {
      Story story = log.chatbot("bot-" + i);
      story.creates("one-" + i, "One");
      story.creates("two-" + i, "Two");
      story.deploys("one-" + i, PROD);
      story.deploys("two-" + i, PROD);
    }
    try (Following following = new Following(database, 1, progress -> progress)) {
      isComplete(following);
    }
    assertThat(
            log.sql()
                .sql(
                    """
                    select ended.xmin = started.xmin
                    from deployed_version_1.deployment as started
                    join deployed_version_1.deployment as ended
                      on ended.deployment_id = started.previous_deployment_id
                    """)
                .query(Boolean.class)
                .list())
        .hasSize(20)
        .containsOnly(true);
    // Rows of the list, of which the end and the start belong to two versions.
    assertThat(
            log.sql()
                .sql(
                    """
                    select count(distinct xmin::text) from version_list_1.version
                    where version_id like '%-7' and to_position is null
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aRestartGoesOnWhereItWas() {
    history(3);
    try (Following following = new Following(database)) {
      isComplete(following);
    }
    history(2);
    try (Following following = new Following(database)) {
      isComplete(following);
    }
    assertThat(readModels.rows("audit_history_1.entry")).hasSize((int) log.head());
  }

  @Test
  void anotherProcessTakesOverWithinTenSeconds() {
    try (Following one = new Following(database);
        Following two = new Following(database)) {
      history(2);
      isComplete(one);
      one.dies();
      log.chatbot("later").creates("later-1", "One");
      long start = System.nanoTime();
      two.hasHandledAll();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aReportComesAfterTheCommit() {
    Queue<Boolean> visible = new ConcurrentLinkedQueue<>();
    try (Following following =
        new Following(database, 5, progress -> watching(progress, visible))) {
      history(4);
      isComplete(following);
    }
    assertThat(visible).hasSizeGreaterThan(5).containsOnly(true);
  }

  /** Looks, whenever something is reported, whether everybody else can see it. */
  private Progress watching(Progress progress, Queue<Boolean> visible) {
    return new Progress() {
      @Override
      public void report(
          Projection projection,
          Segment segment,
          GapAwareTrackingToken token,
          Collection<Long> heldUp) {
        visible.add(
            log.sql()
                .sql(
                    """
                    select (token::json ->> 'index')::bigint >= ? from query.token_entry
                    where processor_name = ? and segment = ?
                    """)
                .params(token.getIndex(), projection.text() + "-1", segment.getSegmentId())
                .query(Boolean.class)
                .single());
        progress.report(projection, segment, token, heldUp);
      }

      @Override
      public CompletableFuture<Boolean> handled(String chatbotId, long position) {
        return progress.handled(chatbotId, position);
      }

      @Override
      public void onProgress(Projection projection, Runnable action) {
        progress.onProgress(projection, action);
      }
    };
  }

  @Test
  void completeMeansThatEachSingleEventWasHandled() {
    history(150);
    assertThat(log.head()).isGreaterThan(1_000);
    try (Following following = new Following(database)) {
      isComplete(following);
      log.sql()
          .sql(
              """
              update query.handled_block set handled = handled - 1
              where processor_name = 'audit-history-1' and block = 0 and segment = 0
              """)
          .update();
      log.sql()
          .sql(
              """
              delete from query.handled_block
              where processor_name = 'version-list-1' and block = 1 and segment = 1
              """)
          .update();
      assertThat(following.standing(Projection.AUDIT_HISTORY).complete()).isFalse();
      assertThat(following.standing(Projection.VERSION_LIST).complete()).isFalse();
      assertThat(following.standing(Projection.DEPLOYED_VERSION).complete()).isTrue();
    }
  }

  /** What happens where a gap is filled behind a segment that is then claimed anew, made worse. */
  @Test
  void anEventThatIsHandedOutAgainIsNotAppliedAgain() {
    history(3);
    List<List<Map<String, Object>>> once;
    try (Following first = new Following(database)) {
      isComplete(first);
      once = readModels.all();
    }
    log.sql()
        .sql("update query.token_entry set owner = null, token = '{\"index\":5,\"gaps\":[]}'")
        .update();
    history(1);
    try (Following again = new Following(database)) {
      isComplete(again);
      assertThat(readModels.all().get(5))
          .hasSizeGreaterThan(once.get(5).size())
          .containsAll(once.get(5));
    }
    assertThat(readModels.rows("query.dead_letter")).isEmpty();
  }
}
