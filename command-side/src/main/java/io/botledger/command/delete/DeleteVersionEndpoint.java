package io.botledger.command.delete;

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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DeleteVersionEndpoint {

  record Answer(boolean deleted) {}

  private final Commands commands;

  DeleteVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @DeleteMapping(path = DeleteVersionBody.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> delete(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      JsonBody body,
      RequestContext context) {
    return commands
        .execute(
            DeleteVersionBody.read(chatbotId, versionId, new JsonFields(body)),
            context,
            result -> Reply.of(HttpStatus.OK, new Answer(true)).tagged(result.versionTag()))
        .thenApply(Acknowledgement::response);
  }
}
