package io.botledger.command.rollback;

import io.botledger.command.answer.Acknowledgement;
import io.botledger.command.execution.CommandResult;
import io.botledger.events.Environment;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The answer to a rollback. */
record RolledBack(boolean rolledBack, String deploymentId, Environment environment) {

  static ResponseEntity<RolledBack> answer(CommandResult result) {
    return Acknowledgement.of(HttpStatus.OK, result)
        .body(
            new RolledBack(
                true,
                result.deploymentId(),
                Objects.requireNonNull(result.outcome().decision().environment())));
  }
}
