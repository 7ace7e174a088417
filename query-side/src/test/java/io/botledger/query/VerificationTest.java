package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What was changed behind a projection's back is found, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationTest {
  private final Answering answering = new Answering(TestPostgres.freshDatabase());
  private final Rebuilding rebuilding = new Rebuilding(answering);

  @AfterAll
  void stop() {
    answering.close();
  }

  @BeforeAll
  void history() {
    for (int i = 0; i < 8; i++) {
      Story story = answering.log().chatbot("bot-" + i);
      story.creates("v-" + i + "-1", "One", "{\"name\":\"Shown\"}");
      story.by("bert", "because").deploys("v-" + i + "-1", PROD);
      story.creates("v-" + i + "-2", "Two");
      story.deploys("v-" + i + "-2", PROD);
      story.rollsBack("v-" + i + "-1", PROD, "apps");
      story.deploys("v-" + i + "-2", TEST);
      story.undeploys(TEST);
      story.deletes("v-" + i + "-2");
    }
  }

  /** Whatever the test before has done, a rebuild puts it right. */
  @BeforeEach
  void repair() {
    for (Projection projection : Projection.values()) {
      rebuilding.swaps(rebuilding.starts(projection.text(), "rebuild"));
    }
  }

  private String live(Projection projection, String table) {
    return answering.bean(Generations.class).live(projection).table(table);
  }

  private void tamper(String sql, Object... parameters) {
    assertThat(answering.log().sql().sql(sql).params(parameters).update()).isOne();
  }

  private JsonNode verify(Projection projection) {
    JsonNode end = rebuilding.ends(rebuilding.starts(projection.text(), "verify"));
    assertThat(end.get("state").stringValue()).as("%s", end).isEqualTo("done");
    return end;
  }

  private static List<String> found(JsonNode verification) {
    return verification
        .get("differences")
        .valueStream()
        .map(
            one ->
                "%s(%s) %s: %s, not %s"
                    .formatted(
                        one.get("table").stringValue(),
                        one.get("key").stringValue(),
                        one.get("column").isNull() ? "row" : one.get("column").stringValue(),
                        shown(one.get("live")),
                        shown(one.get("expected"))))
        .toList();
  }

  private static String shown(JsonNode value) {
    return value.isObject() && value.has("from_position") ? "there" : value.toString();
  }

  @Test
  void withoutADefectNothingIsFound() {
    for (Projection projection : Projection.values()) {
      JsonNode clean = verify(projection);
      assertThat(found(clean)).isEmpty();
      assertThat(clean.get("found").longValue()).isZero();
      assertThat(clean.get("firstDivergence").isNull()).isTrue();
      assertThat(clean.get("position").longValue()).isEqualTo(answering.log().head());
      assertThat(clean.get("compared").longValue()).isGreaterThanOrEqualTo(40);
      assertThat(clean.get("failure").isNull()).isTrue();
    }
  }

  @Test
  void aChangedColumnARemovedAndAnAddedRowAreFoundAndNothingElse() {
    String version = live(Projection.VERSION_LIST, "version");
    String chatbot = live(Projection.VERSION_LIST, "chatbot");
    // Of bot-3, whose events begin at this position.
    long first = answering.log().head() / 8 * 3 + 1;
    tamper(
        "update "
            + version
            + " set description = 'another' where version_id = ? and from_position = ?",
        "v-3-1",
        first);
    tamper(
        "delete from " + version + " where version_id = ? and from_position = ?",
        "v-5-1",
        first + 20);
    tamper(
        "insert into "
            + chatbot
            + " (chatbot_id, versions, last_change, environments, from_position,"
            + " to_position) values ('bot-4', 7, now(), '{}', 2, 3)");
    JsonNode verification = verify(Projection.VERSION_LIST);
    assertThat(found(verification))
        .containsExactlyInAnyOrder(
            "version(version_id=v-3-1, from_position=%d) description: \"another\", not \"about One\""
                .formatted(first),
            "version(version_id=v-5-1, from_position=%d) row: null, not there"
                .formatted(first + 20),
            "chatbot(chatbot_id=bot-4, from_position=2) row: there, not null");
    assertThat(verification.get("found").longValue()).isEqualTo(3);
    assertThat(verification.get("firstDivergence").longValue()).isEqualTo(2);
    assertThat(found(verify(Projection.DEPLOYED_VERSION))).isEmpty();
  }

  @Test
  void aDeploymentThatWasReopenedOrThatEndsInTheFutureIsFound() {
    String deployment = live(Projection.DEPLOYED_VERSION, "deployment");
    tamper(
        "update " + deployment + " set to_position = null, to_time = null where deployment_id = ?",
        "bot-6-deployment-4");
    tamper(
        "update "
            + deployment
            + " set to_position = 999999, to_time = '2099-01-01Z' where deployment_id = ?",
        "bot-7-deployment-3");
    long from =
        answering
            .log()
            .sql()
            .sql("select from_position from " + deployment + " where deployment_id = ?")
            .param("bot-6-deployment-4")
            .query(Long.class)
            .single();
    JsonNode verification = verify(Projection.DEPLOYED_VERSION);
    assertThat(found(verification))
        .hasSize(3)
        .anySatisfy(
            one ->
                assertThat(one)
                    .startsWith(
                        "deployment(deployment_id=bot-6-deployment-4) to_position: null, not "))
        .anySatisfy(
            one ->
                assertThat(one)
                    .startsWith("deployment(deployment_id=bot-6-deployment-4) to_time: null, not "))
        .contains("deployment(deployment_id=bot-7-deployment-3) to_position: 999999, not null");
    assertThat(verification.get("firstDivergence").longValue()).isEqualTo(from);
  }

  @Test
  void entriesOfEventsThatNeverHappenedAreFoundHoweverFarAhead() {
    String entry = live(Projection.AUDIT_HISTORY, "entry");
    tamper("update " + entry + " set change = '[]', summary = 'Nothing.' where position = 12");
    tamper("update " + entry + " set position = 70000 where position = 30");
    JsonNode verification = verify(Projection.AUDIT_HISTORY);
    assertThat(found(verification))
        .hasSize(4)
        .anySatisfy(one -> assertThat(one).startsWith("entry(position=12) change: [], not [{"))
        .anySatisfy(
            one -> assertThat(one).startsWith("entry(position=12) summary: \"Nothing.\", not "))
        .anySatisfy(one -> assertThat(one).startsWith("entry(position=30) row: null, not "))
        .anySatisfy(
            one ->
                assertThat(one).startsWith("entry(position=70000) row: ").endsWith(", not null"));
    assertThat(verification.get("firstDivergence").longValue()).isEqualTo(12);
  }

  @Test
  void ofManyDifferencesTheFirstThousandAreListed() {
    String version = live(Projection.VERSION_LIST, "version");
    answering
        .log()
        .sql()
        .sql(
            """
            insert into %1$s
            select (jsonb_populate_record(one, jsonb_build_object(
              'version_id', 'more-' || number, 'to_position', one.from_position + 1))).*
            from %1$s as one, generate_series(1, 1200) as number where one.from_position = 1
            """
                .formatted(version))
        .update();
    JsonNode verification = verify(Projection.VERSION_LIST);
    assertThat(verification.get("found").longValue()).isEqualTo(1_200);
    assertThat(verification.get("differences").size()).isEqualTo(1_000);
    assertThat(verification.get("firstDivergence").longValue()).isOne();
    rebuilding.isGone(
        new Generation(
            Projection.VERSION_LIST,
            answering
                .log()
                .sql()
                .sql(
                    "select max(generation) from query.rebuild where kind = 'verification' and projection = 'version-list'")
                .query(Integer.class)
                .single()));
  }
}
