package io.botledger.command.rollback;

import io.botledger.command.execution.Commands;
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

@RestController
class RollbackVersionEndpoint {
  private final Commands commands;

  RollbackVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(path = RollbackVersionBody.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> rollback(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      JsonBody body,
      RequestContext context) {
    return commands
        .execute(
            RollbackVersionBody.read(chatbotId, versionId, new JsonFields(body)),
            context,
            RolledBack::reply)
        .thenApply(Acknowledgement::response);
  }
}
