package io.botledger.command.create;

import io.botledger.command.answer.Acknowledgement;
import io.botledger.command.answer.Limits;
import io.botledger.command.answer.VersionAfterwards;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.execution.CommandResult;
import io.botledger.command.execution.Commands;
import io.botledger.events.Environment;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.JsonMember;
import io.botledger.platform.web.JsonMember.Kind;
import io.botledger.platform.web.RequestContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CreateVersionEndpoint {
  private static final String NOT_DEPLOYED = "none";

  record Answer(VersionDto version) {}

  private final Commands commands;

  CreateVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/v1/chatbots/{chatbotId}/versions",
      produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Answer>> create(
      @PathVariable String chatbotId, JsonBody body, RequestContext context) {
    JsonFields fields = new JsonFields(body);
    String name = fields.name("name");
    String environment = fields.oneOf("environment", List.of("test", "prod", NOT_DEPLOYED));
    String description = fields.optionalText("description", Limits.DESCRIPTION);
    String modelId = fields.optionalText("modelId", Limits.MODEL_ID);
    String reason = fields.optionalText("reason", Limits.REASON);
    JsonMember content = fields.optional("content", Kind.OBJECT);
    if (content != null && content.levels() > Content.MAX_LEVELS) {
      fields.issue("content", "It may be nested at most " + Content.MAX_LEVELS + " levels deep.");
    }
    fields.check();
    CreateVersion command =
        new CreateVersion(
            chatbotId,
            Commands.newId(),
            name,
            Optional.ofNullable(description).orElse(""),
            modelId,
            content == null ? Content.EMPTY : Content.of(content.raw(), content.stats()),
            environment.equals(NOT_DEPLOYED) ? null : Environment.of(environment),
            Commands.newId());
    return commands
        .execute(command, context, reason)
        .thenApply(result -> answer(chatbotId, result));
  }

  private static ResponseEntity<Answer> answer(String chatbotId, CommandResult result) {
    VersionDto version = VersionAfterwards.of(result);
    return Acknowledgement.of(HttpStatus.CREATED, result)
        .location(URI.create("/v1/chatbots/" + chatbotId + "/versions/" + version.id()))
        .eTag(Acknowledgement.entityTag(result))
        .body(new Answer(version));
  }
}
