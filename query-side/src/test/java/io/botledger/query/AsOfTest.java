package io.botledger.query;

import static io.botledger.events.Environment.DEV;
import static io.botledger.events.Environment.PROD;
import static io.botledger.events.Environment.TEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.events.Environment;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.projection.Processors;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads as of a moment of the past. */
class AsOfTest {
  private static final String BOT = "/v1/chatbots/bot";
  private static final String PROD_READ = BOT + "/environments/prod/deployed-version";
  private static final List<String> READS =
      List.of(
          BOT + "/versions",
          BOT + "/versions?includeDeleted=true&order=desc&limit=2",
          BOT + "/versions/bot-1",
          BOT + "/versions/bot-2",
          BOT + "/deployments/status",
          PROD_READ,
          BOT + "/environments/dev/deployed-version");

  /** A moment, and what every read answered then, in the present. */
  private record Then(long position, Instant time, Map<String, String> answers) {}

  private static Answering answering;
  private static final List<Then> HISTORY = new ArrayList<>();

  @BeforeAll
  static void live() {
    answering = new Answering();
    answering.log().chatbot("other").creates("other-1", "Else");
    Story story = answering.log().chatbot("bot");
    then(story.creates("bot-1", "One", "{\"integrations\":{\"a\":1},\"x\":1}"));
    then(story.creates("bot-2", "Two", "{\"integrations\":{\"a\":2},\"y\":2}"));
    then(deploy(story.by("ann", "first"), "bot-1", PROD));
    then(deploy(story, "bot-1", DEV));
    then(deploy(story.by("ben", "better"), "bot-2", PROD));
    story.by("eve", "half of it").rollsBack("bot-1", PROD, "apps");
    then(lastTime());
    answering.log().chatbot("other").creates("other-2", "More");
    then(story.undeploys(PROD));
    then(story.undeploys(DEV));
    then(story.deletes("bot-1"));
    then(story.creates("bot-3", "Three"));
    then(story.restores("bot-1", "Uno"));
    then(deploy(story, "bot-1", TEST));
  }

  @AfterAll
  static void stop() {
    answering.close();
  }

  private static Instant deploy(Story story, String versionId, Environment environment) {
    story.deploys(versionId, environment);
    return lastTime();
  }

  private static Instant lastTime() {
    return answering
        .log()
        .sql()
        .sql("select time_stamp from events.event order by global_index desc limit 1")
        .query(java.time.OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static void then(Instant time) {
    answering.hasHandled("bot");
    Map<String, String> answers = new LinkedHashMap<>();
    for (String read : READS) {
      HttpResponse<String> answer = answering.get(read);
      // Of a version that is deleted, the present does not tell more.
      if (answer.statusCode() != 410) {
        answers.put(read, answer.statusCode() + without(answer, "asOf"));
      }
    }
    HISTORY.add(new Then(answering.log().head("bot"), time, answers));
  }

  private static String without(HttpResponse<String> answer, String member) {
    JsonNode body = Answering.JSON.readTree(answer.body());
    if (body instanceof ObjectNode object) {
      for (String differing : List.of(member, "correlationId", "detail", "error")) {
        object.remove(differing);
      }
    }
    return body.toString();
  }

  private static HttpResponse<String> asOf(String read, String moment) {
    return answering.get(read + (read.contains("?") ? "&" : "?") + moment);
  }

  private static String at(Instant time) {
    return "at=" + Timestamps.format(time);
  }

  private static void assertAnswers(Then then, String moment, long position, Instant time) {
    then.answers()
        .forEach(
            (read, answer) -> {
              HttpResponse<String> past = asOf(read, moment);
              assertThat(past.statusCode() + without(past, "asOf"))
                  .as(read + " " + moment)
                  .isEqualTo(answer);
              assertThat(past.headers().firstValue("Botledger-Reads-Lag")).isEmpty();
              if (past.statusCode() == 200) {
                JsonNode asOf = Answering.JSON.readTree(past.body()).get("asOf");
                assertThat(asOf.get("position").asLong()).isEqualTo(position);
                assertThat(asOf.get("time").asString()).isEqualTo(Timestamps.format(time));
              }
            });
  }

  @Test
  void answerWhatThePresentAnsweredThen() {
    for (Then then : HISTORY) {
      assertAnswers(then, "position=" + then.position(), then.position(), then.time());
      assertAnswers(then, at(then.time()), then.position(), then.time());
      Instant later = then.time().plusMillis(999);
      assertAnswers(then, at(later), then.position(), later);
    }
    Then rollback = HISTORY.get(5);
    long others = rollback.position() + 1;
    assertAnswers(rollback, "position=" + others, others, rollback.time());
  }

  /** The comparison can fail: no two moments were alike. */
  @Test
  void everyMomentWasAnother() {
    assertThat(HISTORY).extracting(Then::answers).doesNotHaveDuplicates();
  }

  @Test
  void thePresentSaysNothingOfAMoment() {
    for (String read : READS) {
      assertThat(answering.get(read).body()).doesNotContain("asOf");
    }
  }

  @Test
  void beforeTheFirstEventThereIsNothing() {
    assertThat(asOf(BOT + "/versions", "position=1").body())
        .isEqualTo("{\"versions\":[],\"asOf\":{\"position\":1,\"time\":null}}");
    assertThat(asOf(BOT + "/deployments/status", "at=2025-12-31T23:59:59%2B00:00").body())
        .isEqualTo(
            """
            {"dev":null,"test":null,"prod":null,\
            "asOf":{"position":0,"time":"2025-12-31T23:59:59.000Z"}}""");
    HttpResponse<String> version = asOf(BOT + "/versions/bot-3", "position=4");
    assertThat(version.statusCode()).isEqualTo(404);
    assertThat(version.body()).contains("There is no such version in this chatbot at position 4");
    HttpResponse<String> runs = asOf(PROD_READ, at(HISTORY.get(1).time()));
    assertThat(runs.headers().firstValue("Botledger-Problem")).contains("nothing-deployed");
    assertThat(runs.body())
        .contains(
            "Nothing was deployed in prod at position 3 ("
                + Timestamps.format(HISTORY.get(1).time()));
  }

  @Test
  void aTimeToComeIsNow() {
    Instant before = Instant.now();
    JsonNode answer = Answering.JSON.readTree(asOf(PROD_READ, "at=9999-01-01T00:00:00Z").body());
    assertThat(answer.has("asOf")).isFalse();
    JsonNode list = answering.json(BOT + "/versions?at=9999-01-01T00:00:00Z");
    assertThat(list.get("versions")).isEqualTo(answering.json(BOT + "/versions").get("versions"));
    assertThat(list.at("/asOf/position").asLong()).isEqualTo(answering.log().head("bot"));
    assertThat(Instant.parse(list.at("/asOf/time").asString()))
        .isBetween(before.minusSeconds(60), before.plusSeconds(60));
  }

  @Test
  void aDeletedVersionIsToldOf() {
    Then deleted = HISTORY.get(8);
    JsonNode version =
        answering.json(BOT + "/versions/bot-1?position=" + deleted.position()).get("version");
    assertThat(version.get("deletedAt").asString()).isEqualTo(Timestamps.format(deleted.time()));
    assertThat(version.get("content").toString()).contains("integrations");
  }

  @Test
  void pagesKeepTheirMoment() {
    long position = HISTORY.get(9).position();
    for (String moment : List.of("position=" + position, at(HISTORY.get(9).time()))) {
      HttpResponse<String> first =
          answering.get(BOT + "/versions?includeDeleted=true&limit=1&" + moment);
      String second = Answering.link(first, "next").orElseThrow();
      assertThat(second).contains(moment);
      HttpResponse<String> answer = answering.get(second);
      JsonNode page = Answering.JSON.readTree(answer.body());
      assertThat(page.at("/versions/0/id").asString()).isEqualTo("bot-2");
      assertThat(page.get("asOf")).isEqualTo(Answering.JSON.readTree(first.body()).get("asOf"));
      HttpResponse<String> back = answering.get(Answering.link(answer, "prev").orElseThrow());
      assertThat(back.body()).isEqualTo(first.body());
      assertThat(Answering.link(back, "prev")).isEmpty();
      assertThat(Answering.link(back, "next")).contains(second);
    }
    String present = Answering.link(answering.get(BOT + "/versions?limit=1"), "next").orElseThrow();
    assertThat(answering.get(present + "&position=3").body())
        .contains("It comes from an answer about the present.");
  }

  @Test
  void aWrongMomentIsRefused() {
    long head = answering.log().head();
    for (String moment :
        List.of("position=0", "position=-1", "position=x", "position=" + (head + 1))) {
      assertThat(fields(moment)).as(moment).containsExactly("position");
    }
    for (String moment : List.of("at=", "at=yesterday", "at=2026-02-30T00:00:00Z", "at=1")) {
      assertThat(fields(moment)).as(moment).containsExactly("at");
    }
    assertThat(fields("at=2026-01-01T00:00:00Z&position=1")).containsExactly("at", "position");
    assertThat(fields("at=now&position=0&limit=0"))
        .contains("at", "position")
        .hasSizeGreaterThanOrEqualTo(4);
  }

  private static List<String> fields(String query) {
    List<String> fields = new ArrayList<>();
    for (String read : List.of("/versions", "/versions/bot-1", "/deployments/status")) {
      HttpResponse<String> answer = answering.get(BOT + read + "?" + query);
      assertThat(answer.statusCode()).as(read).isEqualTo(400);
      if (read.equals("/versions")) {
        Answering.JSON
            .readTree(answer.body())
            .get("issues")
            .forEach(issue -> fields.add(issue.get("field").asString()));
      }
    }
    return fields;
  }

  @Test
  void anEntityTagOfThePastIsNoneOfThePresent() {
    String read = BOT + "/versions/bot-1";
    String present = answering.get(read).headers().firstValue("ETag").orElseThrow();
    long head = answering.log().head();
    HttpResponse<String> past = asOf(read, "position=" + head);
    String tag = past.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).startsWith("W/").isNotEqualTo(present);
    assertThat(answering.get(read + "?position=" + head, "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    assertThat(answering.get(read + "?position=" + head, "If-None-Match", present).statusCode())
        .isEqualTo(200);
    assertThat(answering.get(read, "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerSaysSoIfTheProjectionsHaveNotGotThatFar() {
    try (Answering own = new Answering()) {
      Story story = own.log().chatbot("slow");
      story.creates("slow-1", "One");
      own.hasHandled("slow");
      own.bean(Processors.class).stop();
      story.creates("slow-2", "Two");
      String list = "/v1/chatbots/slow/versions?position=";
      HttpResponse<String> behind = own.get(list + 2);
      assertThat(behind.headers().firstValue("Botledger-Reads-Lag")).contains("true");
      assertThat(Answering.JSON.readTree(behind.body()).get("versions")).hasSize(1);
      assertThat(own.get("/v1/chatbots/slow/versions/slow-2?position=2").headers().map())
          .containsKey("Botledger-Reads-Lag");
      assertThat(own.get(list + 1).headers().map()).doesNotContainKey("Botledger-Reads-Lag");
      own.bean(Processors.class).start();
      own.hasHandled("slow");
      HttpResponse<String> shown = own.get(list + 2);
      assertThat(shown.headers().map()).doesNotContainKey("Botledger-Reads-Lag");
      assertThat(Answering.JSON.readTree(shown.body()).get("versions")).hasSize(2);
    }
  }
}
