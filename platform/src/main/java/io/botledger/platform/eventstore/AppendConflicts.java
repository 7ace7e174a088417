package io.botledger.platform.eventstore;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.common.AxonException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a refused append means. Its exceptions carry neither statement nor payload: PostgreSQL's
 * detail may quote the whole row.
 */
final class AppendConflicts {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String STREAM_KEY = "event_stream";

  private AppendConflicts() {}

  /** Whether somebody else appended that sequence number to the stream before. */
  static boolean isOne(Exception exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException refused) {
        ServerErrorMessage answer = refused.getServerErrorMessage();
        return UNIQUE_VIOLATION.equals(refused.getSQLState())
            && answer != null
            && STREAM_KEY.equals(answer.getConstraint());
      }
    }
    return false;
  }

  /** A conflict as Axon names it, by what was to be appended; all else an event store's failure. */
  static AxonException explain(SQLException exception, List<? extends EventMessage<?>> events) {
    SQLException cause = withoutDetail(exception);
    if (!isOne(exception)) {
      return new EventStoreException("The events could not be appended.", cause);
    }
    if (createsAllStreams(events)) {
      return new AggregateStreamCreationException("The stream exists already.", cause);
    }
    return new ConcurrencyException("The stream has gone on meanwhile.", cause);
  }

  private static boolean createsAllStreams(List<? extends EventMessage<?>> events) {
    Set<String> created = new HashSet<>();
    Set<String> streams = new HashSet<>();
    for (EventMessage<?> event : events) {
      if (event instanceof DomainEventMessage<?> domainEvent) {
        streams.add(domainEvent.getAggregateIdentifier());
        if (domainEvent.getSequenceNumber() == 0) {
          created.add(domainEvent.getAggregateIdentifier());
        }
      }
    }
    return created.equals(streams);
  }

  private static SQLException withoutDetail(SQLException exception) {
    ServerErrorMessage answer = answer(exception);
    if (answer == null) {
      return exception;
    }
    SQLException bare =
        new SQLException(
            answer.getMessage()
                + (answer.getConstraint() == null ? "" : " [" + answer.getConstraint() + "]"),
            exception.getSQLState());
    bare.setStackTrace(exception.getStackTrace());
    return bare;
  }

  private static @Nullable ServerErrorMessage answer(SQLException exception) {
    return exception instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
  }
}
