package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Projection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to events that cannot be applied, and what does not. */
class DeadLettersTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);

  private long count(String sql) {
    return log.sql().sql(sql).query(Long.class).single();
  }

  private List<String> deadLetters(Projection projection) {
    return log.sql()
        .sql(
            """
            select letter.chatbot_id || ' ' || payload_type || case when cause_type is null then '' else '!' end
            from query.dead_letter as letter join events.event on global_index = position
            where processor_name = ? order by letter.chatbot_id, position
            """)
        .param(projection.text() + "-1")
        .query(String.class)
        .list();
  }

  @Test
  void anEventThatCannotBeAppliedHoldsUpItsChatbotAlone() {
    Story good = log.chatbot("good");
    Story bad = log.chatbot("bad");
    good.creates("good-1", "One");
    bad.creates("bad-1", "One");
    bad.deploys("bad-1", TEST);
    // Deletes what was never created; found when the batch is folded.
    log.insert("nowhere", 0, "VersionDeleted", "{\"chatbotId\":\"bad\"}", "{}");
    bad.deploys("bad-1", PROD);
    // Understood by nobody; found before any change.
    log.insert("odd", 0, "VersionDeleted", "{\"chatbotId\":\"odd\",\"unknown\":1}", "{}");
    log.chatbot("odd").creates("odd-1", "One");
    good.deploys("good-1", PROD);
    try (Following following = new Following(database)) {
      following.hasHandledAll();
      good.undeploys(PROD);
      bad.creates("bad-2", "Later");
      following.hasHandledAll();
      for (Projection projection : Projection.values()) {
        assertThat(deadLetters(projection))
            .containsExactly(
                "bad VersionDeleted!",
                "bad VersionDeployed",
                "bad VersionCreated",
                "odd VersionDeleted!",
                "odd VersionCreated");
        assertThat(following.standing(projection).deadLetters()).isEqualTo(5);
        assertThat(following.standing(projection).complete()).isTrue();
      }
      assertThat(count("select count(*) from version_list_1.version where chatbot_id = 'good'"))
          .isEqualTo(3);
      assertThat(count("select count(*) from version_list_1.version where chatbot_id = 'bad'"))
          .isEqualTo(2);
      assertThat(count("select count(*) from audit_history_1.entry")).isEqualTo(5);
      assertThat(count("select count(*) from deployed_version_1.deployment")).isEqualTo(2);
    }
  }

  @Test
  void anEventThatCannotBeReadHoldsUpItsChatbotAlone() {
    try (Following following = new Following(database)) {
      // A newer release's: such a name in the log stops the start, but may come while this runs.
      log.insert("new", 0, "VersionPainted", "{\"chatbotId\":\"new\"}", "{}");
      log.insert("meta", 0, "VersionDeleted", "{\"chatbotId\":\"meta\"}", "[1]");
      log.insert("number", 0, "VersionDeleted", "{\"chatbotId\":5}", "{}");
      for (String bot : List.of("good", "new", "meta", "5")) {
        log.chatbot(bot).creates(bot + "-1", "One");
      }
      following.hasHandledAll();
      for (Projection projection : Projection.values()) {
        assertThat(deadLetters(projection))
            .containsExactly(
                "5 VersionDeleted!",
                "5 VersionCreated",
                "meta VersionDeleted!",
                "meta VersionCreated",
                "new VersionPainted!",
                "new VersionCreated");
        assertThat(following.standing(projection).complete()).isTrue();
      }
      assertThat(
              log.sql()
                  .sql("select chatbot_id from version_list_1.version")
                  .query(String.class)
                  .list())
          .containsExactly("good");
    }
  }

  /** Only the table can tell that its index takes no name of that length. */
  @Test
  void anEventThatOnlyTheDatabaseRefusesIsFoundAmongTheOthersOfItsBatch() {
    try (Following following = new Following(database)) {
      following.hasHandledAll();
      log.sql().sql("create index on version_list_1.version (name)").update();
      Story bad = log.chatbot("bad");
      Story good = log.chatbot("good");
      good.creates("good-1", "One");
      bad.creates("bad-1", "One");
      bad.creates("bad-2", random(20_000));
      good.creates("good-2", "Two");
      bad.creates("bad-3", "Three");
      following.hasHandledAll();
      assertThat(deadLetters(Projection.VERSION_LIST))
          .containsExactly("bad VersionCreated!", "bad VersionCreated");
      assertThat(deadLetters(Projection.AUDIT_HISTORY)).isEmpty();
      assertThat(following.standing(Projection.VERSION_LIST).complete()).isTrue();
      assertThat(count("select count(*) from version_list_1.version")).isEqualTo(3);
    }
  }

  private static String random(int length) {
    return new java.util.Random(1)
        .ints(length, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void anEventThatNothingCanBeLoadedForHoldsUpItsChatbotAlone() {
    log.chatbot("torn").creates("torn-1", "One");
    log.insert(
        "torn-1",
        1,
        "VersionDeployed",
        """
        {"chatbotId":"torn","environment":"prod","deploymentId":"d","previousDeploymentId":null,
         "components":null}
        """,
        "{}");
    log.chatbot("good").creates("good-1", "One");
    try (Following following = new Following(database)) {
      following.hasHandledAll();
      assertThat(deadLetters(Projection.AUDIT_HISTORY)).containsExactly("torn VersionDeployed!");
      for (Projection projection : Projection.values()) {
        assertThat(following.standing(projection).complete()).isTrue();
      }
    }
  }

  @Test
  void whatIsHandedOutAgainIsNotQueuedAgain() {
    Story bad = log.chatbot("bad");
    bad.creates("bad-1", "One");
    log.insert("nowhere", 0, "VersionDeleted", "{\"chatbotId\":\"bad\"}", "{}");
    bad.deploys("bad-1", TEST);
    try (Following following = new Following(database)) {
      following.hasHandledAll();
    }
    List<String> letters = deadLetters(Projection.VERSION_LIST);
    log.sql()
        .sql("update query.token_entry set owner = null, token = '{\"index\":0,\"gaps\":[]}'")
        .update();
    bad.deploys("bad-1", PROD);
    try (Following following = new Following(database)) {
      following.hasHandledAll();
      assertThat(letters).hasSize(2);
      for (Projection projection : Projection.values()) {
        assertThat(deadLetters(projection)).hasSize(3).startsWith(letters.toArray(String[]::new));
        assertThat(following.standing(projection).complete()).isTrue();
      }
    }
  }

  @Test
  void anOutageNeverMakesADeadLetter() {
    Story story = log.chatbot("busy");
    story.creates("busy-1", "One");
    try (Following following = new Following(database)) {
      for (int round = 0; round < 4; round++) {
        for (int command = 0; command < 20; command++) {
          story.deploys("busy-1", command % 2 == 0 ? PROD : TEST);
          log.chatbot("busy-" + round + "-" + command)
              .creates("version-" + round + "-" + command, "One");
        }
        log.sql()
            .sql(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where application_name = 'botledger projection' and datname = current_database()
                """)
            .query()
            .listOfRows();
        // The next ones hit the processors in whatever they do then.
        await().pollDelay(Duration.ofMillis(40)).until(() -> true);
      }
      following.hasHandledAll();
      for (Projection projection : Projection.values()) {
        assertThat(deadLetters(projection)).isEmpty();
        assertThat(following.standing(projection).complete()).isTrue();
      }
      assertThat(count("select count(*) from audit_history_1.entry"))
          .isEqualTo(count("select count(*) from events.event"));
    }
  }
}
