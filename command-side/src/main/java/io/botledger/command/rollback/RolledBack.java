package io.botledger.command.rollback;

import io.botledger.command.execution.CommandResult;
import io.botledger.events.Environment;
import io.botledger.platform.answer.Reply;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/** The answer to a rollback. */
record RolledBack(boolean rolledBack, String deploymentId, Environment environment) {

  static Reply reply(CommandResult result) {
    Environment environment = Objects.requireNonNull(result.outcome().decision().environment());
    return Reply.of(HttpStatus.OK, new RolledBack(true, result.deploymentId(), environment))
        .tagged(result.deploymentTag());
  }
}
