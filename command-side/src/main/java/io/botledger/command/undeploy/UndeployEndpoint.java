package io.botledger.command.undeploy;

import io.botledger.command.execution.Commands;
import io.botledger.events.Environment;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.RequestContext;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UndeployEndpoint {

  record Answer(boolean undeployed) {}

  private final Commands commands;

  UndeployEndpoint(Commands commands) {
    this.commands = commands;
  }

  @DeleteMapping(path = UndeployBody.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> undeploy(
      @PathVariable String chatbotId,
      @PathVariable Environment environment,
      JsonBody body,
      RequestContext context) {
    return commands
        .execute(
            UndeployBody.read(chatbotId, environment, new JsonFields(body)),
            context,
            result -> Reply.of(HttpStatus.OK, new Answer(true)))
        .thenApply(Acknowledgement::response);
  }
}
