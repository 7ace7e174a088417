package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody looks at the log, steps through it, and asks what a command would have done. */
public class LogIT implements RunningBotledger {
  private final ContractClient client = connect();
  private final String chatbot = "log-" + UUID.randomUUID();
  private final String path = "/v1/chatbots/" + chatbot;

  @Test
  void theWholeLogHasTheChatbotsEventsInTheirOrderAndEndsWithWhatWasWrittenLast() {
    String first = create("one", "prod");
    String second = create("two", "prod");
    client.delete(path + "/versions/" + first);
    client.delete(path + "/versions/" + second);

    List<JsonNode> ours = client.pages(path + "/events?limit=2", "events");
    assertThat(ours).hasSize(6);
    long before = ours.get(0).at("/position").asLong() - 1;
    List<JsonNode> all =
        client.pages("/v1/events?limit=3&after=" + before, "events").stream()
            .filter(event -> event.at("/payload/chatbotId").asString().equals(chatbot))
            .toList();
    assertThat(all).isEqualTo(ours);
  }

  @Test
  void anEventTellsWhoWhyAndInWhichConnection() {
    Answer created =
        client.post(
            path + "/versions",
            "{\"name\":\"one\",\"environment\":\"test\",\"reason\":\"to try it\"}",
            "X-Correlation-Id",
            "order-66");
    assertThat(created.status()).isEqualTo(201);
    List<JsonNode> metadata =
        client.get(path + "/events").body().path("events").findValues("metadata");
    assertThat(metadata).hasSize(2).first().isEqualTo(metadata.get(1));
    assertThat(metadata.get(0).at("/actor").toString())
        .isEqualTo("{\"name\":\"admin\",\"kind\":\"key\",\"credential\":\"key:admin\"}");
    assertThat(metadata.get(0).at("/reason").asString()).isEqualTo("to try it");
    assertThat(metadata.get(0).at("/surface").asString()).isEqualTo("v1");
    assertThat(metadata.get(0).at("/correlationId").asString()).isEqualTo("order-66");
    assertThat(metadata.get(0).at("/causationId")).isEqualTo(metadata.get(0).at("/commandId"));
  }

  @Test
  void steppingThroughAVersionEndsWithWhatReadsShow() {
    String id = create("one", "prod");
    create("two", "prod");
    client.delete(path + "/versions/" + id);
    client.post(path + "/versions/" + id + "/restore", "{\"name\":\"uno\"}");

    Answer step = client.get(path + "/versions/" + id + "/events/0");
    assertThat(step.body().at("/before").isNull()).isTrue();
    int steps = 1;
    while (step.header("Link").contains("rel=\"next\"")) {
      JsonNode before = step.body().at("/after");
      step = client.get(step.header("Link").replaceAll(".*<([^>]+)>; rel=\"next\".*", "$1"));
      assertThat(step.body().at("/before")).isEqualTo(before);
      steps++;
    }
    assertThat(steps).isEqualTo(5);
    JsonNode now = client.get(path + "/versions/" + id).body().at("/version");
    now.asObject().remove("content");
    assertThat(step.body().at("/after")).isEqualTo(now);
    assertThat(client.get(path + "/versions/" + id + "/events/5").status()).isEqualTo(404);
    assertThat(client.get(path + "/versions/" + id + "/events/first").status()).isEqualTo(400);
    assertThat(client.get(path + "/versions/none/events/0").code()).isEqualTo("version-not-found");
  }

  @Test
  void aCommandIsAskedAboutAndNotCarriedOut() {
    String one = create("one", "prod");
    long position = newestPosition();
    String two = create("two", "prod");
    String back = "\"command\":{\"type\":\"RollbackVersion\",\"environment\":\"prod\"}";

    Answer now = client.post(path + "/what-if", "{" + back + "}");
    assertThat(now.body().at("/outcome").asString()).isEqualTo("accepted");
    assertThat(now.body().at("/events").findValuesAsString("versionId")).containsExactly(two, one);
    Answer then = client.post(path + "/what-if", "{\"position\":" + position + "," + back + "}");
    assertThat(then.body().at("/problem/code").asString()).isEqualTo("nothing-before");
    assertThat(then.body().at("/problem/rolledBack").asBoolean(true)).isFalse();
    assertThat(then.body().at("/asOf/position").asLong()).isEqualTo(position);
    Answer wrong =
        client.post(
            path + "/what-if", "{\"command\":{\"type\":\"DeployVersion\",\"reason\":1,\"x\":2}}");
    assertThat(wrong.status()).isEqualTo(200);
    assertThat(wrong.body().at("/problem/issues").findValuesAsString("field"))
        .containsExactlyInAnyOrder("versionId", "environment", "reason", "x");
    assertThat(client.post(path + "/what-if", "{\"command\":{}}").code())
        .isEqualTo("invalid-request");
    assertThat(client.post(path + "/what-if", "{").code()).isEqualTo("malformed-json");
    assertThat(client.post(path + "/what-if").code()).isEqualTo("invalid-request");

    assertThat(client.get(path + "/environments/prod/deployed-version").body().at("/version/id"))
        .isEqualTo(now.body().at("/events/0/versionId"));
    assertThat(client.get(path + "/events").body().path("events")).hasSize(5);
  }

  private long newestPosition() {
    List<JsonNode> events =
        client.get(path + "/events").body().path("events").valueStream().toList();
    return events.get(events.size() - 1).at("/position").asLong();
  }

  private String create(String name, String environment) {
    Answer answer =
        client.post(
            path + "/versions",
            "{\"name\":\"%s\",\"environment\":\"%s\"}".formatted(name, environment));
    assertThat(answer.status()).isEqualTo(201);
    return answer.body().at("/version/id").asString();
  }
}
