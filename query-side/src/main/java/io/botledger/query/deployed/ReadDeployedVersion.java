package io.botledger.query.deployed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.asof.AsOf;
import io.botledger.query.asof.Asked;
import io.botledger.query.asof.Viewpoint;
import io.botledger.query.asof.Viewpoints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
      @JsonRawValue String content,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AsOf asOf) {}

  private final Running running;
  private final Viewpoints viewpoints;

  ReadDeployedVersion(Running running, Viewpoints viewpoints) {
    this.running = running;
    this.viewpoints = viewpoints;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/environments/{environment}/deployed-version",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"at", "position"})
  ResponseEntity<Answer> read(
      @PathVariable String chatbotId,
      @PathVariable Environment environment,
      HttpServletRequest request,
      HttpServletResponse response) {
    QueryValues values = new QueryValues(request);
    Asked asked = Asked.of(values);
    values.check();
    Viewpoint viewpoint = viewpoints.of(asked, chatbotId, Projection.DEPLOYED_VERSION, response);
    Running.One one =
        running
            .find(chatbotId, environment, viewpoint)
            .orElseThrow(() -> Running.nothingDeployed(environment, viewpoint));
    Deployment deployment = one.deployment();
    String tag = viewpoint.entityTag(EntityTags.of(deployment.id()));
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
                running.content(deployment.components()).text(),
                viewpoint.asOf()));
  }
}
