package io.botledger.query.deployed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.botledger.events.Environment;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.query.asof.AsOf;
import io.botledger.query.asof.Asked;
import io.botledger.query.asof.Viewpoint;
import io.botledger.query.asof.Viewpoints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
  record Answer(
      @Nullable Status dev,
      @Nullable Status test,
      @Nullable Status prod,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AsOf asOf) {}

  /** A running deployment's id, and its version's number. */
  record Status(String id, String version) {}

  private final Running running;
  private final Viewpoints viewpoints;

  ReadDeploymentsStatus(Running running, Viewpoints viewpoints) {
    this.running = running;
    this.viewpoints = viewpoints;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/deployments/status",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"at", "position"})
  Answer read(
      @PathVariable String chatbotId, HttpServletRequest request, HttpServletResponse response) {
    QueryValues values = new QueryValues(request);
    Asked asked = Asked.of(values);
    values.check();
    Viewpoint viewpoint = viewpoints.of(asked, chatbotId, Projection.DEPLOYED_VERSION, response);
    Map<Environment, Status> found = new EnumMap<>(Environment.class);
    for (Running.One one : running.all(chatbotId, viewpoint)) {
      found.put(
          one.deployment().environment(),
          new Status(one.deployment().id(), one.version().versionNumber()));
    }
    return new Answer(
        found.get(Environment.DEV),
        found.get(Environment.TEST),
        found.get(Environment.PROD),
        viewpoint.asOf());
  }
}
