package io.botledger.query.deployed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.platform.lastknown.LastKnown;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.Surface;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.asof.AsOf;
import io.botledger.query.asof.Asked;
import io.botledger.query.asof.Viewpoint;
import io.botledger.query.asof.Viewpoints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

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
  private final KeptAnswers kept;
  private final Viewpoints viewpoints;
  private final JsonMapper json;

  ReadDeployedVersion(Running running, KeptAnswers kept, Viewpoints viewpoints, JsonMapper json) {
    this.running = running;
    this.kept = kept;
    this.viewpoints = viewpoints;
    this.json = json;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/environments/{environment}/deployed-version",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"at", "position"})
  void read(
      @PathVariable String chatbotId,
      @PathVariable Environment environment,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    QueryValues values = new QueryValues(request);
    Asked asked = Asked.of(values);
    values.check();
    if (asked.isPresent()) {
      Place place = new Place(Surface.V1, chatbotId, environment);
      kept.serve(
              place, request, (before, known) -> running.made(place, before, known, this::present))
          .write(request, response, environment);
    } else if (LastKnown.isOnly(request)) {
      throw Refusal.databaseAway(null);
    } else {
      Viewpoint viewpoint = viewpoints.of(asked, chatbotId, Projection.DEPLOYED_VERSION, response);
      Running.One one =
          running
              .find(chatbotId, environment, viewpoint)
              .orElseThrow(() -> Running.nothingDeployed(environment, viewpoint));
      Served.fromDatabase(answer(one, viewpoint)).write(request, response, environment);
    }
  }

  private Served.Answer present(Running.One one) {
    return answer(one, Viewpoint.PRESENT);
  }

  private Served.Answer answer(Running.One one, Viewpoint viewpoint) {
    Deployment deployment = one.deployment();
    return new Served.Answer(
        viewpoint.entityTag(EntityTags.of(deployment.id())),
        json.writeValueAsBytes(
            new Answer(
                deployment.id(),
                deployment.environment(),
                Timestamps.format(deployment.from()),
                deployment.actor(),
                deployment.kind(),
                deployment.reason(),
                one.version().dto(),
                deployment.components(),
                running.content(deployment.components()).text(),
                viewpoint.asOf())));
  }
}
