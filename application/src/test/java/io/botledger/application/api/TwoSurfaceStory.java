package io.botledger.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Answer;
import io.botledger.application.contract.ContractClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A history over both surfaces with all that can happen, and all that can be asked about it. */
public final class TwoSurfaceStory {
  public static final List<String> CHATBOTS =
      List.of("support:1", "sales~2", "helper", "older", "nobody");

  private static final List<String> ODD_CONTENTS =
      List.of(
          "{\"integrations\":{\"n\":[1e2,1.10,-0.0,12345678901234567890.1234567890]},\"text\":\"a\"}",
          "{\n\t\"preferences\" : {\"\\u0041\":\"\\ud83d\\ude00 Größe \\u2028\"},\r\n \"b\":[]}",
          "{\"integrations\":{\"big\":\"" + "ü".repeat(500_000) + "\"},\"steps\":[1,2]}",
          "{}");

  private final ContractClient client;

  public TwoSurfaceStory(ContractClient client) {
    this.client = client;
  }

  public void tell() {
    List<String> support = new ArrayList<>();
    String path = "/v1/chatbots/support:1";
    for (String content : ODD_CONTENTS) {
      support.add(create(path, support.size() % 2 == 0 ? "prod" : "none", content));
    }
    accepted(client.post(path + "/versions/" + support.get(1) + "/deploy", body("prod")));
    accepted(
        client.post(
            path + "/versions/" + support.get(2) + "/rollback",
            "{\"environment\":\"prod\",\"excludeComponents\":[0],\"reason\":\"keep, \\\"the\\\" apps\"}"));
    accepted(client.post(path + "/environments/prod/rollback", "{}"));
    accepted(client.post(path + "/versions/" + support.get(3) + "/deploy", body("test")));
    accepted(client.delete(path + "/environments/test/deployment"));
    accepted(client.delete(path + "/versions/" + support.get(3)));
    accepted(client.post(path + "/versions/" + support.get(3) + "/restore", "{\"name\":\"back\"}"));
    assertThat(client.delete(path + "/versions/" + support.get(0)).status()).isIn(200, 409);
    String sales = "/v1/chatbots/sales~2";
    String gone = create(sales, "none", ODD_CONTENTS.get(0));
    accepted(client.delete(sales + "/versions/" + gone));
    String assistant = "/api/ai-hub/assistant/helper";
    for (String name : List.of("v1", "v2")) {
      Answer created =
          client.post(
              assistant + "/version",
              "{\"version_name\":\"%s\",\"name\":\"=Helper\",\"preferences\":{\"tone\":1.0}}"
                  .formatted(name));
      accepted(created);
      String id = created.body().at("/version/version_id").asString();
      accepted(
          client.send("POST", assistant + "/version/" + id + "/deploy", BodyPublishers.noBody()));
    }
    create("/v1/chatbots/older", "none", "{}");
  }

  private String create(String path, String environment, String content) {
    Answer created =
        client.post(
            path + "/versions",
            """
            {"name":"Version %s","environment":"%s","content":%s,"reason":"=because \\u00e4"}\
            """
                .formatted(System.nanoTime(), environment, content));
    accepted(created);
    return created.body().at("/version/id").asString();
  }

  private static String body(String environment) {
    return "{\"environment\":\"%s\"}".formatted(environment);
  }

  private static void accepted(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
  }

  /** What a client answers to every question there is about the story, with its entity tags. */
  public static Map<String, String> answers(ContractClient client, List<String> chatbots) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String chatbot : chatbots) {
      String path = "/v1/chatbots/" + chatbot;
      Answer list = ask(client, path + "/versions?includeDeleted=true", answers);
      List<String> versions =
          list.body().at("/versions").valueStream().map(one -> one.at("/id").asString()).toList();
      for (String id : versions) {
        ask(client, path + "/versions/" + id, answers);
        ask(client, path + "/versions/" + id + "/events", answers);
        ask(client, path + "/versions/" + id + "/diff/" + versions.get(0), answers);
      }
      for (String what : List.of("versions", "events", "deployments", "deployments/status")) {
        ask(client, path + "/" + what, answers);
      }
      for (String environment : List.of("dev", "test", "prod")) {
        ask(client, path + "/environments/" + environment + "/deployed-version", answers);
      }
      audit(client, path + "/audit?order=asc", answers);
      ask(client, "/api/ai-hub/assistant/" + chatbot + "/versions", answers);
      ask(client, "/api/ai-hub/assistant/" + chatbot + "/deployed-version", answers);
      capsule(client, path + "/capsule", answers);
    }
    return answers;
  }

  /** What is answered about all chatbots together. */
  static Map<String, String> answersAboutAll(ContractClient client) {
    Map<String, String> answers = new LinkedHashMap<>();
    ask(client, "/v1/chatbots", answers);
    audit(client, "/v1/audit?order=desc", answers);
    capsule(client, "/v1/capsule", answers);
    return answers;
  }

  private static void audit(ContractClient client, String path, Map<String, String> answers) {
    ask(client, path, answers);
    for (String type : List.of("text/csv", "application/x-ndjson")) {
      answers.put(type + " " + path, client.get(path, "Accept", type).text());
    }
  }

  /** Without the header, which has the time, and the checksum of all before. */
  private static void capsule(ContractClient client, String path, Map<String, String> answers) {
    String text = client.get(path).text();
    answers.put(
        path, text.substring(text.indexOf('\n')).replaceAll("\"sha256\":\"[0-9a-f]{64}\"", ""));
  }

  private static Answer ask(ContractClient client, String path, Map<String, String> answers) {
    Answer answer = client.get(path);
    String text = answer.text().replaceAll("\"correlationId\":\"[^\"]*\"", "");
    answers.put(path, answer.status() + " " + answer.header("ETag") + " " + text);
    return answer;
  }
}
