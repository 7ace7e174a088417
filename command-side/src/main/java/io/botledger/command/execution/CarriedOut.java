package io.botledger.command.execution;

import io.botledger.command.state.CommandState.Started;
import io.botledger.command.version.VersionOutcome;
import io.botledger.platform.eventstore.AppendedPositions;
import java.time.Instant;
import java.util.List;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What the handling of a command comes to, inside its unit of work.
 *
 * @param newest the chatbot's newest position if nothing was appended; else 0
 */
record CarriedOut(
    VersionOutcome outcome,
    Instant time,
    String actor,
    @Nullable Started started,
    long newest,
    UnitOfWork<?> unitOfWork) {

  /** To be asked for after the commit. */
  List<Long> positions() {
    return AppendedPositions.of(unitOfWork);
  }
}
