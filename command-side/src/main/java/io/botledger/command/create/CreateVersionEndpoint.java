package io.botledger.command.create;

import io.botledger.command.execution.CommandResult;
import io.botledger.command.execution.Commands;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.RequestContext;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CreateVersionEndpoint {

  record Answer(VersionDto version) {}

  private final Commands commands;

  CreateVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(path = CreateVersionBody.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> create(
      @PathVariable String chatbotId, JsonBody body, RequestContext context) {
    return commands
        .execute(
            CreateVersionBody.read(chatbotId, new JsonFields(body)),
            context,
            result -> reply(chatbotId, result))
        .thenApply(Acknowledgement::response);
  }

  private static Reply reply(String chatbotId, CommandResult result) {
    VersionDto version = result.outcome().version().dto();
    return Reply.of(HttpStatus.CREATED, new Answer(version))
        .at("/v1/chatbots/" + chatbotId + "/versions/" + version.id())
        .tagged(result.versionTag());
  }
}
