package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Projection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events in other revisions than the one that this release writes. */
class RevisionsTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);

  private void insert(String revision, String versionId, long sequence, String payload) {
    log.sql()
        .sql(
            """
            insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
              payload_type, payload_revision, payload, meta_data, time_stamp)
            select gen_random_uuid(), aggregate_identifier, ?, 'Version', 'VersionRestored', ?, ?::json,
              meta_data, time_stamp
            from events.event where aggregate_identifier = ? and sequence_number = 0
            """)
        .params(sequence, revision, payload, versionId)
        .update();
  }

  private List<String> texts(String sql) {
    return log.sql().sql(sql).query(String.class).list();
  }

  @Test
  void anOlderOneIsProjectedLikeThePresentOne() {
    for (String chatbot : List.of("older", "present")) {
      Story story = log.chatbot(chatbot);
      story.creates(chatbot + "-1", "One");
      story.deletes(chatbot + "-1");
    }
    insert("1", "older-1", 2, "{\"chatbotId\":\"older\",\"name\":\"Two\"}");
    insert(
        "2",
        "present-1",
        2,
        "{\"chatbotId\":\"present\",\"name\":\"Two\",\"previousName\":\"One\"}");
    try (Following following = new Following(database)) {
      following.hasHandledAll();
      for (Projection projection : Projection.values()) {
        assertThat(following.standing(projection).deadLetters()).isZero();
      }
    }
    for (String query :
        List.of(
            "select name || revision from version_list_1.version where chatbot_id = '%s' order by from_position",
            "select name || revision from deployed_version_1.version where chatbot_id = '%s' order by from_position",
            "select summary from audit_history_1.entry where chatbot_id = '%s' order by position")) {
      assertThat(texts(query.formatted("older")))
          .isEqualTo(texts(query.formatted("present")))
          .hasSize(3);
    }
  }

  /** What a release does that runs while a newer one writes. */
  @Test
  void aNewerOneHoldsUpItsChatbotAlone() {
    Story newer = log.chatbot("newer");
    newer.creates("newer-1", "One");
    newer.deletes("newer-1");
    insert("9", "newer-1", 2, "{\"chatbotId\":\"newer\",\"more\":\"than is known\"}");
    newer.creates("newer-2", "Later");
    log.chatbot("other").creates("other-1", "One");
    try (Following following = new Following(database)) {
      following.hasHandledAll();
      for (Projection projection : Projection.values()) {
        assertThat(following.standing(projection).deadLetters()).isEqualTo(2);
      }
      assertThat(texts("select chatbot_id from audit_history_1.entry order by position"))
          .containsExactly("newer", "newer", "other");
    }
  }
}
