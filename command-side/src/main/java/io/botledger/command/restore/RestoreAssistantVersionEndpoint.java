package io.botledger.command.restore;

import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.execution.CommandResult;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Timestamps;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** AI Hub says that deleted versions can be restored, but publishes no operation for it. */
@RestController
class RestoreAssistantVersionEndpoint {

  record RestoredVersion(
      String version_id, String version_name, String restored_at, String restored_by) {}

  record Answer(boolean success, String message, RestoredVersion restored_version) {}

  private final Commands commands;

  RestoreAssistantVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/api/ai-hub/assistant/{assistant_id}/version/{version_id}/restore",
      produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> restore(
      @PathVariable("assistant_id") String assistantId,
      @PathVariable("version_id") String versionId,
      JsonBody body,
      RequestContext context) {
    JsonFields fields = new JsonFields(body);
    String name = fields.optionalName("version_name");
    fields.check();
    return commands
        .execute(
            new Asked(new RestoreVersion(assistantId, versionId, name), null),
            context,
            result -> reply(versionId, result))
        .thenApply(Acknowledgement::response);
  }

  private static Reply reply(String versionId, CommandResult result) {
    String name = result.outcome().version().name();
    RestoredVersion restored =
        new RestoredVersion(versionId, name, Timestamps.format(result.time()), result.actor());
    return Reply.of(
            HttpStatus.OK, new Answer(true, "Version " + name + " restored successfully", restored))
        .tagged(result.versionTag());
  }
}
