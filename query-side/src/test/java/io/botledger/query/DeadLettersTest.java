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
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens to events that cannot be applied, and what does not. */
class DeadLettersTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);

  private void insert(String type, String versionId, long sequence, String payload) {
    log.sql()
        .sql(
            """
            insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
              payload_type, payload_revision, payload, meta_data, time_stamp)
            values (?, ?, ?, 'Version', ?, '1', ?::json, '{}', now())
            """)
        .params(UUID.randomUUID().toString(), versionId, sequence, type, payload)
        .update();
  }

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
    insert("VersionDeleted", "nowhere", 0, "{\"chatbotId\":\"bad\"}");
    bad.deploys("bad-1", PROD);
    // Understood by nobody; found before any change.
    insert("VersionDeleted", "odd", 0, "{\"chatbotId\":\"odd\",\"unknown\":1}");
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
