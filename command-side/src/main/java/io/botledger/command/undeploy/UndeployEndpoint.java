package io.botledger.command.undeploy;

import io.botledger.command.answer.Acknowledgement;
import io.botledger.command.answer.Limits;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.command.execution.Commands;
import io.botledger.events.Environment;
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

  @DeleteMapping(
      path = "/v1/chatbots/{chatbotId}/environments/{environment}/deployment",
      produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Answer>> undeploy(
      @PathVariable String chatbotId,
      @PathVariable Environment environment,
      JsonBody body,
      RequestContext context) {
    JsonFields fields = new JsonFields(body);
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    return commands
        .execute(new UndeployVersion(chatbotId, environment), context, reason)
        .thenApply(result -> Acknowledgement.of(HttpStatus.OK, result).body(new Answer(true)));
  }
}
