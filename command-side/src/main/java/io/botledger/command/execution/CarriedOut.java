package io.botledger.command.execution;

import io.botledger.platform.answer.Reply;
import io.botledger.platform.eventstore.AppendedPositions;
import java.util.List;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What the handling of a command comes to, inside its unit of work.
 *
 * @param versionId the version that it was decided on; null if that was done before, by a request
 *     that this one repeats
 * @param newest the chatbot's newest position if nothing was appended; else 0
 */
record CarriedOut(Reply reply, @Nullable String versionId, long newest, UnitOfWork<?> unitOfWork) {

  boolean replayed() {
    return versionId == null;
  }

  CarriedOut with(Reply another) {
    return new CarriedOut(another, versionId, newest, unitOfWork);
  }

  /** To be asked for after the commit. */
  List<Long> positions() {
    return AppendedPositions.of(unitOfWork);
  }
}
