package io.botledger.application.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.ContractClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The rules of the contract, held against the log of a chatbot in which all has happened. */
final class RulesInTheLog {
  private RulesInTheLog() {}

  /** Rules 1 to 4 and 8 of the contract, at every prefix of the chatbot's log. */
  static void assertHold(ContractClient client, String chatbot) {
    Map<String, String> runningById = new HashMap<>();
    Map<String, JsonNode> running = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    Set<String> numbers = new HashSet<>();
    Set<String> deleted = new HashSet<>();
    Set<String> types = new HashSet<>();
    String newest = "";
    for (JsonNode event :
        client.pages("/v1/chatbots/" + chatbot + "/events?limit=1000", "events")) {
      String version = event.at("/versionId").asString();
      types.add(event.at("/type").asString());
      JsonNode payload = event.at("/payload");
      String where = chatbot + " at " + event.at("/position");
      assertThat(event.at("/timestamp").asString()).as(where).isGreaterThanOrEqualTo(newest);
      newest = event.at("/timestamp").asString();
      String environment = payload.at("/environment").asString("");
      switch (event.at("/type").asString()) {
        case "VersionCreated" -> {
          assertThat(numbers.add(payload.at("/versionNumber").asString())).as(where).isTrue();
          assertThat(names.containsValue(payload.at("/name").asString())).as(where).isFalse();
          assertThat(names.put(version, payload.at("/name").asString())).as(where).isNull();
        }
        case "VersionDeployed", "VersionRolledBack" -> {
          assertThat(runningById.put(environment, payload.at("/deploymentId").asString()))
              .as(where)
              .isNull();
          running.put(environment, payload.at("/components"));
          payload
              .at("/components")
              .forEach(part -> assertThat(deleted).as(where).doesNotContain(part.asString()));
        }
        case "VersionUndeployed" -> {
          assertThat(runningById.remove(environment))
              .as(where)
              .isEqualTo(payload.at("/deploymentId").asString());
          running.remove(environment);
        }
        case "VersionDeleted" -> {
          running
              .values()
              .forEach(
                  parts ->
                      parts.forEach(
                          part -> assertThat(part.asString()).as(where).isNotEqualTo(version)));
          assertThat(deleted.add(version)).as(where).isTrue();
          names.remove(version);
        }
        case "VersionRestored" -> {
          assertThat(deleted.remove(version)).as(where).isTrue();
          assertThat(names.containsValue(payload.at("/name").asString())).as(where).isFalse();
          names.put(version, payload.at("/name").asString());
        }
        default -> throw new AssertionError(event.toString());
      }
    }
    assertThat(types).as("all that can happen happened").hasSize(6);
    assertLedger(client, chatbot, runningById);
    int alive = client.get("/v1/chatbots/" + chatbot + "/versions").body().at("/versions").size();
    assertThat(alive).isEqualTo(names.size());
  }

  private static void assertLedger(
      ContractClient client, String chatbot, Map<String, String> running) {
    for (String environment : List.of("dev", "test", "prod")) {
      String end = "";
      String current = "";
      for (JsonNode row :
          client.pages(
              "/v1/chatbots/" + chatbot + "/deployments?limit=500&environment=" + environment,
              "deployments")) {
        assertThat(current).as("a deployment follows a running one: " + row).isEmpty();
        assertThat(row.at("/from").asString()).as(row.toString()).isGreaterThanOrEqualTo(end);
        if (row.at("/to").isNull()) {
          current = row.at("/deploymentId").asString();
        } else {
          end = row.at("/to").asString();
          assertThat(end).isGreaterThanOrEqualTo(row.at("/from").asString());
        }
      }
      assertThat(current).isEqualTo(running.getOrDefault(environment, ""));
    }
  }
}
