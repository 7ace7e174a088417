package io.botledger.command.delete;

import io.botledger.command.decision.DeleteVersion;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DeleteAssistantVersionEndpoint {

  record DeletedVersion(
      String version_id, String version_name, String deleted_at, String deleted_by) {}

  record Answer(boolean success, String message, DeletedVersion deleted_version) {}

  private final Commands commands;

  DeleteAssistantVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @DeleteMapping(
      path = "/api/ai-hub/assistant/{assistant_id}/version/{version_id}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> delete(
      @PathVariable("assistant_id") String assistantId,
      @PathVariable("version_id") String versionId,
      JsonBody body,
      RequestContext context) {
    new JsonFields(body).check();
    return commands
        .execute(
            new Asked(new DeleteVersion(assistantId, versionId), null),
            context,
            result -> reply(versionId, result))
        .thenApply(Acknowledgement::response);
  }

  private static Reply reply(String versionId, CommandResult result) {
    String name = result.outcome().version().name();
    DeletedVersion deleted =
        new DeletedVersion(versionId, name, Timestamps.format(result.time()), result.actor());
    return Reply.of(
            HttpStatus.OK, new Answer(true, "Version " + name + " deleted successfully", deleted))
        .tagged(result.versionTag());
  }
}
