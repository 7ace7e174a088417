package io.botledger.command.deploy;

import io.botledger.command.execution.CommandResult;
import io.botledger.command.execution.Commands;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Reply;
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
class DeployVersionEndpoint {

  record Answer(boolean started, String deploymentId) {}

  private final Commands commands;

  DeployVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(path = DeployVersionBody.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> deploy(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      JsonBody body,
      RequestContext context) {
    return commands
        .execute(
            DeployVersionBody.read(chatbotId, versionId, new JsonFields(body)),
            context,
            DeployVersionEndpoint::reply)
        .thenApply(Acknowledgement::response);
  }

  private static Reply reply(CommandResult result) {
    return Reply.of(HttpStatus.ACCEPTED, new Answer(true, result.deploymentId()))
        .tagged(result.deploymentTag());
  }
}
