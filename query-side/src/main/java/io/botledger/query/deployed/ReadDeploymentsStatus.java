package io.botledger.query.deployed;

import io.botledger.events.Environment;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/chatbots/{chatbotId}/deployments/status}: ChatCaptain's. */
@RestController
class ReadDeploymentsStatus {
  record Answer(@Nullable Status dev, @Nullable Status test, @Nullable Status prod) {}

  /** A running deployment's id, and its version's number. */
  record Status(String id, String version) {}

  private final Running running;

  ReadDeploymentsStatus(Running running) {
    this.running = running;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/deployments/status",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Answer read(@PathVariable String chatbotId) {
    Map<Environment, Status> found = new EnumMap<>(Environment.class);
    for (Running.One one : running.all(chatbotId)) {
      found.put(
          one.deployment().environment(),
          new Status(one.deployment().id(), one.version().versionNumber()));
    }
    return new Answer(
        found.get(Environment.DEV), found.get(Environment.TEST), found.get(Environment.PROD));
  }
}
