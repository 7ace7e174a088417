package io.botledger.command.restore;

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
class RestoreVersionEndpoint {

  record Answer(boolean restored, VersionDto version) {}

  private final Commands commands;

  RestoreVersionEndpoint(Commands commands) {
    this.commands = commands;
  }

  @PostMapping(path = RestoreVersionBody.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  CompletableFuture<ResponseEntity<Object>> restore(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      JsonBody body,
      RequestContext context) {
    return commands
        .execute(
            RestoreVersionBody.read(chatbotId, versionId, new JsonFields(body)),
            context,
            result ->
                Reply.of(HttpStatus.OK, new Answer(true, result.outcome().version().dto()))
                    .tagged(result.versionTag()))
        .thenApply(Acknowledgement::response);
  }
}
