package io.botledger.command.rollback;

import io.botledger.command.answer.Limits;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.execution.Commands;
import io.botledger.events.Environment;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.RequestContext;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Back to what ran before, without having to know what that was. */
@RestController
class RollbackEnvironmentEndpoint {
  private final Commands commands;

  RollbackEnvironmentEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/v1/chatbots/{chatbotId}/environments/{environment}/rollback",
      produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<RolledBack>> rollback(
      @PathVariable String chatbotId,
      @PathVariable Environment environment,
      JsonBody body,
      RequestContext context) {
    JsonFields fields = new JsonFields(body);
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    RollbackVersion command =
        new RollbackVersion(chatbotId, null, environment, Set.of(), Commands.newId());
    return commands.execute(command, context, reason).thenApply(RolledBack::answer);
  }
}
