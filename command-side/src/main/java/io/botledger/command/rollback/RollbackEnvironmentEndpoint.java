package io.botledger.command.rollback;

import io.botledger.command.execution.Commands;
import io.botledger.events.Environment;
import io.botledger.platform.answer.Acknowledgement;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.JsonFields;
import io.botledger.platform.web.RequestContext;
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

  @PostMapping(path = RollbackEnvironmentBody.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> rollback(
      @PathVariable String chatbotId,
      @PathVariable Environment environment,
      JsonBody body,
      RequestContext context) {
    return commands
        .execute(
            RollbackEnvironmentBody.read(chatbotId, environment, new JsonFields(body)),
            context,
            RolledBack::reply)
        .thenApply(Acknowledgement::response);
  }
}
