package io.botledger.command.deploy;

import io.botledger.command.decision.DeployVersion;
import io.botledger.command.execution.CommandResult;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.events.Environment;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Timestamps;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** AI Hub knows one environment, {@code prod}. */
@RestController
class DeployAssistantVersionEndpoint {

  record Deployment(
      String version_id,
      String version_name,
      String deployed_at,
      String deployed_by,
      @Nullable String previous_version_id) {}

  record Answer(boolean success, String message, Deployment deployment) {}

  private final Commands commands;

  DeployAssistantVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/api/ai-hub/assistant/{assistant_id}/version/{version_id}/deploy",
      produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> deploy(
      @PathVariable("assistant_id") String assistantId,
      @PathVariable("version_id") String versionId,
      JsonBody body,
      RequestContext context) {
    new JsonFields(body).check();
    return commands
        .execute(
            new Asked(
                new DeployVersion(assistantId, versionId, Environment.PROD, Commands.newId()),
                null),
            context,
            result -> reply(versionId, result))
        .thenApply(Acknowledgement::response);
  }

  private static Reply reply(String versionId, CommandResult result) {
    String name = result.outcome().version().name();
    Deployment deployment =
        new Deployment(
            versionId,
            name,
            Timestamps.format(result.deployment().since()),
            result.deployment().by(),
            result.deployment().previousVersionId());
    return Reply.of(
            HttpStatus.OK,
            new Answer(true, "Version " + name + " deployed successfully", deployment))
        .tagged(result.deploymentTag());
  }
}
