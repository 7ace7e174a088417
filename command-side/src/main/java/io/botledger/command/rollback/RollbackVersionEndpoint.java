package io.botledger.command.rollback;

import io.botledger.command.answer.Limits;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.execution.Commands;
import io.botledger.events.Environment;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.RequestContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RollbackVersionEndpoint {
  private final Commands commands;

  RollbackVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(
      path = "/v1/chatbots/{chatbotId}/versions/{versionId}/rollback",
      produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<RolledBack>> rollback(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      JsonBody body,
      RequestContext context) {
    JsonFields fields = new JsonFields(body);
    ExcludedComponents excluded = ExcludedComponents.of(fields);
    String environment = fields.optionalOneOf("environment", List.of("dev", "test", "prod"));
    String reason = fields.optionalText("reason", Limits.REASON);
    fields.check();
    RollbackVersion command =
        new RollbackVersion(
            chatbotId,
            versionId,
            environment == null ? null : Environment.of(environment),
            excluded.components(),
            Commands.newId());
    return commands.execute(command, context, reason).thenApply(RolledBack::answer);
  }
}
