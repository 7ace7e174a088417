package io.botledger.query;

import static io.botledger.events.Environment.DEV;
import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the projections write. */
class RowsTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final TestLog LOG = new TestLog(DATABASE);
  private static Following following;

  @BeforeAll
  static void follow() {
    following = new Following(DATABASE);
  }

  @AfterAll
  static void stop() {
    following.close();
  }

  private static void handled(String chatbot) {
    following.hasHandled(chatbot, LOG.head(chatbot));
  }

  // Compilers before and after JDK 22 see the nullness of JdbcClient's rows differently.
  @SuppressWarnings("NullAway")
  private static List<Map<String, Object>> rows(String sql, Object... parameters) {
    return LOG.sql().sql(sql).params(parameters).query().listOfRows();
  }

  @Test
  void aVersionsRowsTellItsLife() {
    Story story = LOG.chatbot("life");
    story.creates("life-1", "First", "{\"name\":\"Shown \\u0041\",\"flows\":[]}");
    story.deploys("life-1", PROD);
    story.undeploys(PROD);
    story.deletes("life-1");
    story.restores("life-1", "Second");
    handled("life");
    for (String schema : List.of("version_list_1", "deployed_version_1")) {
      List<Map<String, Object>> rows =
          rows(
              """
              select name, content_name::text, running::text, deployed_environment, deleted_at is null
                as present, revision, lead(from_position) over (order by from_position)
                  is not distinct from to_position as seamless
              from %s.version where version_id = 'life-1' order by from_position
              """
                  .formatted(schema));
      assertThat(rows)
          .hasSize(5)
          .allSatisfy(row -> assertThat(row).containsEntry("seamless", true));
      assertThat(rows)
          .extracting(row -> row.get("name"))
          .containsExactly("First", "First", "First", "First", "Second");
      assertThat(rows)
          .extracting(row -> row.get("present"))
          .containsExactly(true, true, true, false, true);
      assertThat(rows).extracting(row -> row.get("revision")).containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(rows).extracting(row -> row.get("content_name")).containsOnly("\"Shown \\u0041\"");
      assertThat(String.valueOf(rows.get(1).get("running")))
          .contains("life-deployment-1", "\"whole\": true");
      assertThat(rows.get(2))
          .containsEntry("running", "{}")
          .containsEntry("deployed_environment", "prod");
    }
  }

  @Test
  void aChatbotsRowCountsAndKnowsWhatRuns() {
    Story story = LOG.chatbot("overview");
    story.creates("overview-1", "One");
    story.creates("overview-2", "Two");
    story.deploys("overview-1", TEST);
    story.deploys("overview-2", TEST);
    story.deploys("overview-1", DEV);
    story.undeploys(DEV);
    story.deletes("overview-1");
    handled("overview");
    assertThat(
            rows(
                """
                select versions, environments -> 'test' ->> 'versionId' as test,
                  environments ? 'dev' as dev, (select count(*) from version_list_1.chatbot
                    where chatbot_id = 'overview') as changes
                from version_list_1.chatbot where chatbot_id = 'overview' and to_position is null
                """
                    .replace("?", "??")))
        .containsExactly(Map.of("versions", 1L, "test", "overview-2", "dev", false, "changes", 8L));
  }

  @Test
  void theLedgerHasIntervalsThatMeetAndNeverOverlap() {
    Story story = LOG.chatbot("ledger");
    story.creates("ledger-1", "One");
    story.creates("ledger-2", "Two");
    for (int round = 0; round < 20; round++) {
      story.by("ben", "round " + round).deploys("ledger-1", PROD);
      story.rollsBack("ledger-2", PROD, "apps");
      if (round % 7 == 3) {
        story.undeploys(PROD);
      }
    }
    handled("ledger");
    assertThat(
            rows(
                """
                select count(*) as deployments, count(*) filter (where to_position is null) as running,
                  count(*) filter (where next < to_position) as overlaps,
                  count(*) filter (where next_time = to_time) as meeting,
                  count(*) filter (where kind = 'rollback' and apps = 'ledger-1'
                    and conversation = 'ledger-2' and reason like 'round %') as rollbacks
                from (select *, lead(from_position) over chain as next,
                        lead(from_time) over chain as next_time
                      from deployed_version_1.deployment where chatbot_id = 'ledger'
                      window chain as (partition by environment order by from_position)) as ledger
                """))
        .containsExactly(
            Map.of(
                "deployments",
                40L,
                "running",
                1L,
                "overlaps",
                0L,
                "meeting",
                36L,
                "rollbacks",
                20L));
  }

  @Test
  void anAuditEntryTellsEachEvent() {
    Story story = LOG.chatbot("audit");
    story.creates("audit-1", "Spring menu");
    story.creates("audit-2", "100% \"new\"");
    story.by("o'neil %s", "because").deploys("audit-1", PROD);
    story.rollsBack("audit-2", PROD, "apps", "settings");
    story.undeploys(PROD);
    story.deletes("audit-1");
    story.restores("audit-1");
    story.deletes("audit-1");
    story.restores("audit-1", "Summer menu");
    handled("audit");
    assertThat(
            rows(
                "select summary from audit_history_1.entry where chatbot_id = 'audit' order by position"))
        .extracting(row -> row.get("summary"))
        .containsExactly(
            "anna created version 1.0 \"Spring menu\".",
            "anna created version 1.1 \"100% \"new\"\".",
            "o'neil %s deployed version 1.0 \"Spring menu\" to prod.",
            "o'neil %s replaced version 1.0 \"Spring menu\" in prod.",
            "o'neil %s rolled prod back to version 1.1 \"100% \"new\"\", with the apps of version 1.0"
                + " and the settings of version 1.0.",
            "o'neil %s took version 1.1 \"100% \"new\"\" out of prod.",
            "o'neil %s deleted version 1.0 \"Spring menu\".",
            "o'neil %s restored version 1.0 \"Spring menu\".",
            "o'neil %s deleted version 1.0 \"Spring menu\".",
            "o'neil %s restored version 1.0 \"Spring menu\" as \"Summer menu\".");
    assertThat(
            rows(
                "select change::text as change from audit_history_1.entry where action = 'restored'"
                    + " and chatbot_id = 'audit' order by position"))
        .extracting(row -> row.get("change"))
        .containsExactly(
            "[{\"op\":\"remove\",\"path\":\"/versions/audit-1/deletedAt\"}]",
            "[{\"op\":\"remove\",\"path\":\"/versions/audit-1/deletedAt\"},"
                + "{\"op\":\"replace\",\"path\":\"/versions/audit-1/name\",\"value\":\"Summer menu\"}]");
  }
}
