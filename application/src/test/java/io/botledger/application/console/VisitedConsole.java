package io.botledger.application.console;

import io.botledger.application.contract.ContractClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A console with a chatbot of the test's own, which it changes by the API. */
abstract class VisitedConsole implements RunningConsole {
  final ContractClient api = connect();
  final String bot = "console-" + UUID.randomUUID();

  /** Creates one, with its name as the reason; its id. */
  final String version(String name, String environment) {
    return version(api, Map.of("name", name, "environment", environment, "reason", name));
  }

  final String version(ContractClient client, Map<String, ?> body) {
    return client
        .post("/v1/chatbots/" + bot + "/versions", json(body))
        .body()
        .at("/version/id")
        .asString();
  }

  /** Makes one; its secret. */
  final String key(String name, String permission, String resource) {
    Map<String, ?> grant = Map.of("permission", permission, "resource", resource);
    return api.post("/v1/api-keys", json(Map.of("name", name, "grants", List.of(grant))))
        .body()
        .at("/secret")
        .asString();
  }

  private static String json(Map<String, ?> members) {
    return JsonMapper.shared().writeValueAsString(members);
  }
}
