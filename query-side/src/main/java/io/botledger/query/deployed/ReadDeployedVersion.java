package io.botledger.query.deployed;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.Timestamps;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/chatbots/{chatbotId}/environments/{environment}/deployed-version}: what a bot
 * runtime reads, over and over. Most of its reads end with a 304, without any content.
 */
@RestController
class ReadDeployedVersion {

  /** {@code content} is JSON text. */
  record Answer(
      String deploymentId,
      Environment environment,
      String since,
      String by,
      String kind,
      @Nullable String reason,
      VersionDto version,
      Composition components,
      @JsonRawValue String content) {}

  private final Running running;

  ReadDeployedVersion(Running running) {
    this.running = running;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/environments/{environment}/deployed-version",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Answer> read(
      @PathVariable String chatbotId,
      @PathVariable Environment environment,
      HttpServletRequest request) {
    Running.One one =
        running
            .find(chatbotId, environment)
            .orElseThrow(() -> Running.nothingDeployed(environment));
    Deployment deployment = one.deployment();
    String tag = "\"" + deployment.id() + "\"";
    if (EntityTags.isKnown(request, tag)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    }
    return ResponseEntity.ok()
        .eTag(tag)
        .body(
            new Answer(
                deployment.id(),
                environment,
                Timestamps.format(deployment.from()),
                deployment.actor(),
                deployment.kind(),
                deployment.reason(),
                one.version().dto(),
                deployment.components(),
                running.content(deployment.components()).text()));
  }
}
