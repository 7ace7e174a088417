package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What ran in prod at that moment, who put it there, and why: in one request. */
public class AsOfIT implements RunningBotledger {
  private final ContractClient client = connect();
  private final String bot = "/v1/chatbots/as-of-" + UUID.randomUUID();
  private final List<String> reads =
      new ArrayList<>(
          List.of(
              bot + "/versions",
              bot + "/versions?includeDeleted=true&order=desc",
              bot + "/deployments/status",
              bot + "/environments/prod/deployed-version",
              bot + "/environments/test/deployed-version"));

  /** What the present answered, after everything of one time. */
  private record Then(long position, String time, Map<String, String> answers) {}

  private final List<Then> history = new ArrayList<>();

  @Test
  void thePastIsAnsweredAsThePresentWasThen() {
    String first = create("one", "none");
    String second = create("two", "prod");
    then();
    act(
        "POST",
        "/versions/" + first + "/deploy",
        "{\"environment\":\"prod\",\"reason\":\"first\"}");
    act("POST", "/versions/" + second + "/deploy", "{\"environment\":\"test\"}");
    act("POST", "/versions/" + second + "/deploy", "{\"environment\":\"prod\",\"reason\":\"new\"}");
    act(
        "POST",
        "/versions/" + first + "/rollback",
        "{\"environment\":\"prod\",\"excludeComponents\":[0],\"reason\":\"two is bad\"}");
    act("POST", "/environments/prod/rollback", "{\"reason\":\"it was not\"}");
    act("DELETE", "/environments/prod/deployment", "");
    act("DELETE", "/versions/" + first, "");
    act("POST", "/versions/" + first + "/restore", "{\"name\":\"uno\"}");

    for (int i = 0; i < history.size(); i++) {
      Then then = history.get(i);
      assertAnswered(then, "position=" + then.position());
      boolean isLastOfItsTime =
          i + 1 == history.size() || !history.get(i + 1).time().equals(then.time());
      if (isLastOfItsTime) {
        assertAnswered(then, "at=" + then.time());
      }
      if (i + 1 < history.size()) {
        Instant before = Instant.parse(history.get(i + 1).time()).minusMillis(1);
        assertAnswered(last(before), "at=" + before);
      }
    }
    assertAnswered(history.get(history.size() - 1), "at=2999-12-31T23:59:59Z");
  }

  @Test
  void oneRequestTellsWhatRanWhoPutItThereAndWhy() {
    String version = create("one", "none");
    Answer deploy =
        client.post(
            bot + "/versions/" + version + "/deploy",
            "{\"environment\":\"prod\",\"reason\":\"Monday's menu\"}");
    String since = ranAt("").at("/since").asString();
    client.delete(bot + "/environments/prod/deployment");

    JsonNode then = ranAt("?at=" + since);
    assertThat(then.at("/deploymentId")).isEqualTo(deploy.body().at("/deploymentId"));
    assertThat(then.at("/by").asString()).isEqualTo("admin");
    assertThat(then.at("/reason").asString()).isEqualTo("Monday's menu");
    assertThat(then.at("/version/id").asString()).isEqualTo(version);
    assertThat(then.at("/content").toString()).isEqualTo("{\"flows\":[\"one\"]}");
    assertThat(then.at("/asOf/time").asString()).isEqualTo(since);
    String before = Instant.parse(since).minusMillis(1).toString();
    assertThat(ranAt("?at=" + before).at("/code").asString()).isEqualTo("nothing-deployed");
    assertThat(ranAt("?at=2026-13-01T00:00:00Z").at("/issues/0/field").asString()).isEqualTo("at");
    assertThat(ranAt("?at=" + since + "&position=1").at("/issues").size()).isEqualTo(2);
    assertThat(ranAt("?position=999999999999").at("/issues/0/field").asString())
        .isEqualTo("position");
  }

  private JsonNode ranAt(String query) {
    return client.get(bot + "/environments/prod/deployed-version" + query).body();
  }

  private String create(String name, String environment) {
    Answer answer =
        client.post(
            bot + "/versions",
            "{\"name\":\"%s\",\"environment\":\"%s\",\"content\":{\"flows\":[\"%s\"]}}"
                .formatted(name, environment, name));
    assertThat(answer.status()).isEqualTo(201);
    String id = answer.body().at("/version/id").asString();
    reads.add(bot + "/versions/" + id);
    return id;
  }

  private void act(String method, String path, String body) {
    Answer answer =
        method.equals("POST") ? client.post(bot + path, body) : client.delete(bot + path);
    assertThat(answer.status()).as(path).isBetween(200, 202);
    then();
  }

  private void then() {
    JsonNode newest = client.get(bot + "/audit?limit=1").body().at("/entries/0");
    Map<String, String> answers = new LinkedHashMap<>();
    for (String read : reads) {
      Answer answer = client.get(read);
      // Of a version that is deleted, the present does not tell more.
      if (answer.status() != 410) {
        answers.put(read, comparable(answer));
      }
    }
    history.add(new Then(newest.at("/position").asLong(), newest.at("/time").asString(), answers));
  }

  private Then last(Instant time) {
    Then last = history.get(0);
    for (Then then : history) {
      last = Instant.parse(then.time()).isAfter(time) ? last : then;
    }
    return last;
  }

  private void assertAnswered(Then then, String moment) {
    then.answers()
        .forEach(
            (read, answer) -> {
              Answer past = client.get(read + (read.contains("?") ? "&" : "?") + moment);
              assertThat(comparable(past)).as(read + " " + moment).isEqualTo(answer);
              assertThat(past.body().has("asOf")).isEqualTo(past.status() == 200);
            });
  }

  /** Without what tells the past from the present, or one request from another. */
  private static String comparable(Answer answer) {
    ObjectNode body = (ObjectNode) answer.body().deepCopy();
    List.of("asOf", "detail", "error", "correlationId").forEach(body::remove);
    return answer.status() + body.toString();
  }
}
