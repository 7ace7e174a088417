package io.botledger.query.projection;

import io.botledger.platform.database.Outage;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.EnqueuePolicy;
import org.axonframework.messaging.deadletter.ThrowableCause;

/**
 * Tells an event that cannot be applied, however often it is tried, from all else that can go
 * wrong. Only the former becomes a dead letter; the latter is tried again.
 */
final class Poison implements EnqueuePolicy<EventMessage<?>> {

  // PostgreSQL, Appendix A: cardinality, data exception, integrity constraint, program limit (a
  // text too long for an index), raised by a function.
  private static final List<String> FAULTS_OF_DATA = List.of("21", "22", "23", "54", "P0");

  /** Thrown so that the batch is rolled back and tried again. */
  static final class NotTheEventsFault extends RuntimeException {
    NotTheEventsFault(Throwable cause) {
      super("The batch is rolled back and tried again.", cause);
    }
  }

  static boolean isPoison(Throwable failure) {
    if (Outage.isOutage(failure)) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state != null && FAULTS_OF_DATA.stream().anyMatch(state::startsWith);
      }
      if (cause instanceof InterruptedException || cause instanceof Error) {
        return false;
      }
    }
    return true;
  }

  @Override
  public EnqueueDecision<EventMessage<?>> decide(
      DeadLetter<? extends EventMessage<?>> letter, Throwable failure) {
    if (!isPoison(failure)) {
      // "Do not enqueue" would mean: forget the event.
      throw new NotTheEventsFault(failure);
    }
    return Decisions.enqueue(ThrowableCause.truncated(failure));
  }
}
