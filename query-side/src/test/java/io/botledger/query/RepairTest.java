package io.botledger.query;

import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.platform.progress.EventsAppended;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.SequenceRetry;
import io.botledger.query.standing.Standing;
import io.botledger.query.standing.Standings;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators do about events that could not be applied. */
class RepairTest {
  private static final String LETTERS = "/v1/projections/deployed-version/dead-letters";
  private static final Generation LIVE = new Generation(Projection.DEPLOYED_VERSION, 1);

  private final Answering answering = new Answering();
  private final TestLog log = answering.log();

  @AfterEach
  void close() {
    answering.close();
  }

  /** Makes a chatbot whose next end in prod does not fit, since its start has been removed. */
  private Story poisoned(String chatbot) {
    Story story = log.chatbot(chatbot);
    story.creates(chatbot + "-1", "One");
    story.deploys(chatbot + "-1", PROD);
    isHandled();
    tamper(
        "update deployed_version_1.deployment set chatbot_id = '?' where chatbot_id = '%s'",
        chatbot);
    story.undeploys(PROD);
    story.deploys(chatbot + "-1", TEST);
    isHandled();
    return story;
  }

  private void mend(String chatbot) {
    tamper(
        "update deployed_version_1.deployment set chatbot_id = '%s' where chatbot_id = '?'",
        chatbot);
  }

  private void tamper(String sql, String chatbot) {
    assertThat(log.sql().sql(sql.formatted(chatbot)).update()).isOne();
  }

  private void isHandled() {
    answering.bean(EventsAppended.class).announce();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> standing().lagEvents() == 0 && standing().position() == log.head());
  }

  private Standing standing() {
    return answering.bean(Standings.class).of(Projection.DEPLOYED_VERSION);
  }

  private JsonNode letters(String query) {
    return answering.json(LETTERS + query).get("deadLetters");
  }

  private JsonNode send(String method, String path, String body, int status) {
    HttpResponse<String> response = answering.send(method, LETTERS + path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Answering.JSON.readTree(response.body());
  }

  @Test
  void aRetryFailsUntilTheCauseIsMendedAndThenTakesAllThatWaited() {
    poisoned("bad");
    log.chatbot("good").creates("good-1", "One");
    isHandled();
    JsonNode letter = letters("").get(0);
    assertThat(letters("")).hasSize(1);
    assertThat(letter.get("chatbotId").stringValue()).isEqualTo("bad");
    assertThat(letter.get("versionId").stringValue()).isEqualTo("bad-1");
    assertThat(letter.get("type").stringValue()).isEqualTo("VersionUndeployed");
    assertThat(letter.get("cause").get("message").stringValue()).contains("does not run in prod");
    assertThat(letter.get("waiting").longValue()).isOne();
    String id = letter.get("id").stringValue();
    assertThat(letters("?chatbotId=bad")).hasSize(2);
    assertThat(letters("?chatbotId=bad").get(1).get("cause").isNull()).isTrue();
    assertThat(letters("?chatbotId=good")).isEmpty();

    JsonNode failed = send("POST", "/" + id + "/retry", "", 200);
    assertThat(failed.get("retried").booleanValue()).isTrue();
    assertThat(failed.get("deadLetters").longValue()).isEqualTo(2);
    assertThat(failed.get("cause").get("message").stringValue()).contains("does not run in prod");
    mend("bad");
    JsonNode done = send("POST", "/" + id + "/retry", "{\"reason\":\"mended\"}", 200);
    assertThat(done.get("deadLetters").longValue()).isZero();
    assertThat(done.get("cause").isNull()).isTrue();

    assertThat(letters("")).isEmpty();
    assertThat(standing().complete()).isTrue();
    assertThat(standing().deadLetters()).isZero();
    assertThat(
            log.sql()
                .sql(
                    """
                    select string_agg(environment || coalesce('-' || to_position, ''), ' '
                      order by from_position)
                    from deployed_version_1.deployment where chatbot_id = 'bad'
                    """)
                .query(String.class)
                .single())
        .isEqualTo("prod-3 test");
    JsonNode journal = answering.json("/v1/projections/deployed-version/journal").get("entries");
    assertThat(journal).hasSize(2);
    assertThat(journal.get(0).get("action").stringValue()).isEqualTo("dead-letter-retried");
    assertThat(journal.get(0).get("reason").stringValue()).isEqualTo("mended");
    assertThat(journal.get(0).get("actor").stringValue()).isEqualTo("anna");
    assertThat(journal.get(0).get("detail").stringValue()).contains("position " + id);
    send("POST", "/" + id + "/retry", "", 404);
  }

  @Test
  void whatIsGivenUpIsMissedByNobody() {
    Story story = poisoned("bad");
    String id = letters("").get(0).get("id").stringValue();
    send("DELETE", "/" + id, "", 400);
    send("DELETE", "/" + id, "{\"reason\":\" \"}", 400);
    String second = letters("?chatbotId=bad").get(1).get("id").stringValue();
    assertThat(send("DELETE", "/" + second, "{\"reason\":\"no\"}", 409).get("code").stringValue())
        .isEqualTo("waits-behind");

    JsonNode answer = send("DELETE", "/" + id, "{\"reason\":\"lost anyway\"}", 200);
    assertThat(answer.get("givenUp").booleanValue()).isTrue();
    assertThat(answer.get("deadLetters").longValue()).isZero();
    assertThat(letters("")).isEmpty();
    assertThat(standing().complete()).isTrue();
    assertThat(standing().givenUp()).isOne();
    send("DELETE", "/" + id, "{\"reason\":\"again\"}", 404);

    // What comes later fits, though the end in prod is missing, also when handed out once more.
    story.creates("bad-2", "Two");
    story.deploys("bad-2", PROD);
    story.undeploys(PROD);
    isHandled();
    assertThat(letters("")).isEmpty();
    assertThat(standing().complete()).isTrue();
  }

  @Test
  void anEndThatWasGivenUpIsMadeGoodByTheNextStart() {
    Story story = log.chatbot("bad");
    story.creates("bad-1", "One");
    String first = story.deploys("bad-1", PROD);
    log.insert(
        "bad-1", 2, "VersionUndeployed", "{\"chatbotId\":\"bad\",\"environment\":\"mars\"}", "{}");
    isHandled();
    send("DELETE", "/" + letters("").get(0).get("id").stringValue(), "{\"reason\":\"mars\"}", 200);
    log.insert(
        "bad-1",
        3,
        "VersionDeployed",
        """
        {"chatbotId":"bad","environment":"prod","deploymentId":"next","previousDeploymentId":null,
         "components":{"apps":"bad-1","settings":"bad-1","conversation":"bad-1"}}
        """,
        "{}");
    isHandled();
    assertThat(letters("")).isEmpty();
    assertThat(
            log.sql()
                .sql(
                    "select to_position from deployed_version_1.deployment where deployment_id = ?")
                .param(first)
                .query(Long.class)
                .single())
        .isEqualTo(log.head());
  }

  /** Else an event that came during a retry would wait for ever, behind nothing. */
  @Test
  void anEventThatComesDuringARetryWaitsForItsEnd() throws SQLException {
    Story story = poisoned("bad");
    mend("bad");
    try (Connection connection = log.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      answering
          .bean(SequenceRetry.class)
          .retry(connection, LIVE, "bad", letters("").get(0).get("position").longValue());
      story.undeploys(TEST);
      answering.bean(EventsAppended.class).announce();
      await()
          .until(
              () ->
                  log.sql()
                          .sql(
                              """
                              select count(*) from pg_stat_activity where wait_event_type = 'Lock'
                                and datname = current_database() and query like '%dead_letter%'
                              """)
                          .query(Long.class)
                          .single()
                      == 1);
      connection.commit();
    }
    isHandled();
    assertThat(letters("")).isEmpty();
    assertThat(standing().complete()).isTrue();
    assertThat(
            log.sql()
                .sql("select count(*) from deployed_version_1.deployment where to_position is null")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void whoeverIsAtASequenceIsAtItAlone() throws SQLException {
    poisoned("bad");
    String id = letters("").get(0).get("id").stringValue();
    try (Connection connection = log.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      connection.prepareStatement("select from query.dead_letter for no key update").executeQuery();
      assertThat(send("POST", "/" + id + "/retry", "", 409).get("code").stringValue())
          .isEqualTo("being-processed");
      connection.rollback();
    }
    send("POST", "/" + id + "/retry", "", 200);
    assertThat(letters("")).hasSize(1);
  }

  @Test
  void lettersAreListedByPages() {
    for (int i = 1; i <= 12; i++) {
      log.insert("x" + i, 0, "VersionDeleted", "{\"chatbotId\":\"bot-" + i + "\"}", "{}");
      log.insert("y" + i, 0, "VersionDeleted", "{\"chatbotId\":\"bot-" + i + "\"}", "{}");
    }
    isHandled();
    List<JsonNode> pages = answering.pages(LETTERS + "?limit=5");
    assertThat(pages).extracting(page -> page.get("deadLetters").size()).containsExactly(5, 5, 2);
    assertThat(pages.get(2).get("deadLetters").get(1).get("position").longValue()).isEqualTo(23);
    // The eleventh and the twelfth are no different.
    send("DELETE", "/23", "{\"reason\":\"none\"}", 200);
    assertThat(letters("?chatbotId=bot-12")).hasSize(1);
    for (String nothing : List.of("0", "-1", "x", "99999999999999999999", "999")) {
      send("POST", "/" + nothing + "/retry", "", 404);
    }
    assertThat(answering.get("/v1/projections/none/dead-letters").statusCode()).isEqualTo(404);
    assertThat(answering.get(LETTERS + "?limit=0&x=1").statusCode()).isEqualTo(400);
  }

  @Test
  void anotherGenerationTriesAnewWhatWasGivenUp() {
    log.insert("nowhere", 0, "VersionDeleted", "{\"chatbotId\":\"bad\"}", "{}");
    log.chatbot("bad").creates("bad-1", "One");
    poisoned("worse");
    send("DELETE", "/1", "{\"reason\":\"nonsense\"}", 200);
    send(
        "DELETE",
        "/" + letters("").get(0).get("id").stringValue(),
        "{\"reason\":\"broken here\"}",
        200);
    assertThat(standing().givenUp()).isEqualTo(2);
    answering.send("POST", "/v1/projections/deployed-version/rebuild", "");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                log.sql()
                    .sql(
                        "select live_generation > 1 from query.projection where name = 'deployed-version'")
                    .query(Boolean.class)
                    .single());
    await().untilAsserted(() -> assertThat(standing().givenUp()).isOne());
    assertThat(standing().deadLetters()).isZero();
    assertThat(standing().complete()).isTrue();
  }
}
