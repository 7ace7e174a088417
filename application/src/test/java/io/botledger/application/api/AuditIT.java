package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who did what, when and why. */
public class AuditIT implements RunningBotledger {
  private final ContractClient client = connect();
  private final String chatbot = "audit-" + UUID.randomUUID();
  private final String path = "/v1/chatbots/" + chatbot;

  @Test
  void everyEventHasAnEntryWithASentence() {
    String first = create("one", "prod", "=1+1");
    create("two", "prod", "a better one");
    client.post(
        path + "/versions/" + first + "/rollback",
        "{\"excludeComponents\":[0],\"reason\":\"two is bad\"}");
    client.delete(path + "/environments/prod/deployment");
    client.delete(path + "/versions/" + first);
    client.post(path + "/versions/" + first + "/restore", "{\"name\":\"uno\"}");

    List<JsonNode> entries = entries("?order=asc");
    assertThat(entries)
        .extracting(entry -> entry.at("/action").asString())
        .containsExactly(
            "created",
            "deployed",
            "created",
            "undeployed",
            "deployed",
            "undeployed",
            "rolled-back",
            "undeployed",
            "deleted",
            "restored");
    assertThat(entries)
        .extracting(entry -> entry.at("/actor/name").asString())
        .containsOnly("admin");
    assertThat(entries.get(6).at("/reason").asString()).isEqualTo("two is bad");
    assertThat(entries.get(6).at("/summary").asString())
        .contains("admin", "1.0", "one", "prod", "1.1");
    assertThat(entries.get(6).at("/change").toString()).contains("/environments/prod", first);
    assertThat(entries.get(9).at("/summary").asString()).contains("uno");
    assertThat(entries("")).hasSize(10).first().isEqualTo(entries.get(9));
  }

  @Test
  void filtersAndPagesFindTheSameEntries() {
    List<String> ids =
        IntStream.range(0, 7).mapToObj(i -> create("v" + i, "test", "because " + i)).toList();
    List<JsonNode> all = entries("");
    assertThat(all).hasSize(20);
    for (String order : List.of("asc", "desc")) {
      assertThat(client.pages(path + "/audit?limit=3&order=" + order, "entries"))
          .containsExactlyElementsOf(entries("?order=" + order));
    }
    assertThat(entries("?action=deployed")).hasSize(7);
    assertThat(entries("?versionId=" + ids.get(0))).hasSize(3);
    assertThat(entries("?environment=test")).hasSize(13);
    assertThat(entries("?environment=prod")).isEmpty();
    assertThat(entries("?actor=nobody")).isEmpty();
    assertThat(entries("?surface=ai-hub")).isEmpty();
    // The create, the deploy, and the end of what ran before.
    assertThat(entries("?text=%22BECAUSE%204%22")).hasSize(3);
    assertThat(entries("?text=%25")).isEmpty();
    String time = all.get(0).at("/time").asString();
    assertThat(entries("?from=" + time))
        .isNotEmpty()
        .allMatch(e -> e.at("/time").asString().compareTo(time) >= 0);
    assertThat(entries("?to=1999-12-31T23:59:59Z")).isEmpty();
    assertThat(client.get("/v1/audit?order=asc&chatbotId=" + chatbot).body().at("/entries").size())
        .isEqualTo(20);
    assertThat(
            client.get(path + "/audit?from=yesterday&action=x&limit=0").body().at("/issues").size())
        .isEqualTo(3);
  }

  @Test
  void exportsAreWholeAndSafeToOpen() {
    create("=HYPERLINK(\"evil\")", "prod", "one, \"two\"\nthree");
    Answer csv = client.get(path + "/audit?order=asc", "Accept", "text/csv");
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.text())
        .startsWith("position,time,actor,")
        .contains("\"one, \"\"two\"\"\nthree\"")
        .doesNotContainPattern("(^|,|\\n)=");
    Answer lines = client.get(path + "/audit", "Accept", "application/x-ndjson");
    assertThat(lines.text().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"position\":"));
    assertThat(client.get(path + "/audit", "Accept", "image/png").status()).isEqualTo(406);
  }

  private List<JsonNode> entries(String query) {
    return client.get(path + "/audit" + query).body().at("/entries").valueStream().toList();
  }

  private String create(String name, String environment, String reason) {
    Answer answer =
        client.post(
            path + "/versions",
            "{\"name\":%s,\"environment\":\"%s\",\"reason\":%s}"
                .formatted(quoted(name), environment, quoted(reason)));
    assertThat(answer.status()).isEqualTo(201);
    return answer.body().at("/version/id").asString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
