package io.botledger.command.create;

import io.botledger.command.decision.CreateVersion;
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

/** Creating through AI Hub deploys nothing. */
@RestController
class CreateAssistantVersionEndpoint {

  record Version(
      String version_id,
      String version_name,
      String assistant_id,
      String created_at,
      String created_by) {}

  record Answer(boolean success, String message, Version version) {}

  private final Commands commands;

  CreateAssistantVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/api/ai-hub/assistant/{assistant_id}/version",
      produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> create(
      @PathVariable("assistant_id") String assistantId, JsonBody body, RequestContext context) {
    JsonFields fields = new JsonFields(body);
    String name = fields.name(AssistantContent.VERSION_NAME);
    AssistantContent content = AssistantContent.of(body, fields);
    fields.check();
    CreateVersion command =
        new CreateVersion(
            assistantId,
            Commands.newId(),
            name,
            "",
            null,
            content.toContent(),
            null,
            Commands.newId());
    return commands
        .execute(new Asked(command, null), context, result -> reply(assistantId, result))
        .thenApply(Acknowledgement::response);
  }

  private static Reply reply(String assistantId, CommandResult result) {
    Version version =
        new Version(
            result.outcome().version().id(),
            result.outcome().version().name(),
            assistantId,
            Timestamps.format(result.time()),
            result.actor());
    return Reply.of(HttpStatus.CREATED, new Answer(true, "Version created successfully", version))
        .tagged(result.versionTag());
  }
}
