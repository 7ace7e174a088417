package io.botledger.application.console;

import io.botledger.application.process.BotledgerProcess;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chatbot of one test, which changes it behind the pages' backs. */
final class SeenChatbot {
  private final Supplier<BotledgerProcess> botledger;
  private final String id = "seen-" + UUID.randomUUID();

  SeenChatbot(Supplier<BotledgerProcess> botledger) {
    this.botledger = botledger;
  }

  String id() {
    return id;
  }

  /** Where its page is. */
  String page() {
    return "/console/chatbots/" + id;
  }

  /** Creates one, with something in it that can be compared; its id. */
  String version(String name) {
    String body =
        """
        {"name": "%s", "environment": "none",
         "content": {"greeting": "%s", "preferences": {"size": 1.50}}}"""
            .formatted(name, name);
    return post("/v1/chatbots/" + id + "/versions", body).at("/version/id").asString();
  }

  void deploy(String version, String environment) {
    post(
        "/v1/chatbots/%s/versions/%s/deploy".formatted(id, version),
        "{\"environment\":\"%s\"}".formatted(environment));
  }

  /** Makes one for all chatbots; its secret. */
  String key(String permission) {
    String body =
        """
        {"name": "nobody", "grants": [{"permission": "%s", "resource": "chatbots/*"}]}"""
            .formatted(permission);
    return post("/v1/api-keys", body).at("/secret").asString();
  }

  private JsonNode post(String path, String body) {
    return JsonMapper.shared().readTree(botledger.get().request("POST", path, body).body());
  }
}
