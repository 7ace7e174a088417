package io.botledger.query.projection;

import io.botledger.events.LedgerEvent;
import io.botledger.platform.database.RoundTrip;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.eventstore.UnreadableEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies events to the tables of a generation: all together, in a handful of statements. An event
 * that does not fit is found while they are folded in memory, and is left out. Where only the
 * database finds that something is wrong, it is done once more, event by event.
 */
final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final String processor;
  private final Projector projector;

  Intake(String processor, Projector projector) {
    this.processor = processor;
    this.projector = projector;
  }

  /** The chatbot whose events are handled in order, one after the other. */
  static String chatbotOf(EventMessage<?> message) {
    if (message.getPayload() instanceof LedgerEvent event) {
      return event.chatbotId();
    }
    return message.getPayload() instanceof UnreadableEvent unreadable
        ? unreadable.chatbotId()
        : message.getIdentifier();
  }

  /** Adds what is known of events that are not applied now, or never. */
  interface Standing {
    void ask(RoundTrip reads, HeldUp heldUp, GivenUp givenUp);
  }

  /** What else is written, together with the rows. */
  interface Rest {
    void write(RoundTrip writes, Outcome outcome);
  }

  /** Applies events, in the transaction of the connection. Takes two round trips. */
  Outcome take(Connection connection, List<EventMessage<?>> messages, Standing standing, Rest rest)
      throws SQLException {
    RoundTrip reads = new RoundTrip();
    try {
      HeldUp heldUp = new HeldUp();
      GivenUp givenUp = GivenUp.nothing();
      standing.ask(reads, heldUp, givenUp);
      reads.update("savepoint before_the_batch");
      return together(connection, reads, messages, heldUp, givenUp, rest);
    } catch (SQLException | RuntimeException e) {
      if (!Poison.isPoison(e)) {
        throw e;
      }
      log.warn(
          "A batch of {} could not be applied ({}). Looking for the event, one by one.",
          processor,
          e.getMessage());
    }
    RoundTrip undo = new RoundTrip();
    if (reads.wasRun()) {
      undo.update("rollback to savepoint before_the_batch");
    }
    HeldUp heldUp = new HeldUp();
    GivenUp givenUp = GivenUp.nothing();
    standing.ask(undo, heldUp, givenUp);
    undo.run(connection);
    Outcome outcome = oneByOne(connection, messages, heldUp, givenUp);
    RoundTrip writes = new RoundTrip();
    rest.write(writes, outcome);
    writes.run(connection);
    return outcome;
  }

  private Outcome oneByOne(
      Connection connection, List<EventMessage<?>> messages, HeldUp heldUp, GivenUp givenUp)
      throws SQLException {
    Outcome outcome = new Outcome();
    for (EventMessage<?> message : messages) {
      Savepoint before = connection.setSavepoint();
      try {
        outcome.addAll(
            together(
                connection,
                new RoundTrip(),
                List.of(message),
                heldUp,
                givenUp,
                (writes, nothing) -> {}));
        connection.releaseSavepoint(before);
      } catch (SQLException | RuntimeException e) {
        if (!Poison.isPoison(e)) {
          throw e;
        }
        connection.rollback(before);
        fail(message, e, outcome, heldUp, givenUp);
      }
    }
    return outcome;
  }

  private Outcome together(
      Connection connection,
      RoundTrip reads,
      List<EventMessage<?>> messages,
      HeldUp heldUp,
      GivenUp givenUp,
      Rest rest)
      throws SQLException {
    Fold fold = projector.begin(reads, readable(messages, heldUp), givenUp);
    reads.run(connection);
    Outcome outcome = new Outcome();
    for (EventMessage<?> message : messages) {
      String chatbotId = chatbotOf(message);
      long position = EventLog.positionOf(message);
      if (heldUp.reaches(chatbotId, position)) {
        outcome.queuedBefore(position);
      } else if (heldUp.contains(chatbotId)) {
        outcome.waits(chatbotId, position);
        heldUp.add(chatbotId, position);
      } else if (!givenUp.reaches(chatbotId, position)) {
        try {
          Recorded recorded = Recorded.of(message);
          if (!fold.hasApplied(recorded)) {
            fold.on(recorded);
            outcome.applied(position);
          }
        } catch (RuntimeException e) {
          fail(message, e, outcome, heldUp, givenUp);
        }
      }
    }
    RoundTrip writes = new RoundTrip();
    fold.write(writes);
    rest.write(writes, outcome);
    writes.run(connection);
    return outcome;
  }

  private static void fail(
      EventMessage<?> message, Exception failure, Outcome outcome, HeldUp heldUp, GivenUp givenUp) {
    String chatbotId = chatbotOf(message);
    long position = EventLog.positionOf(message);
    if (givenUp.isDecided(position)) {
      GivenUp.Event event = givenUpEvent(message);
      outcome.givenUp(event);
      givenUp.add(event);
    } else {
      outcome.failed(chatbotId, position, failure);
      heldUp.add(chatbotId, position);
    }
  }

  /** What is remembered of an event that is given up; it need not be readable. */
  static GivenUp.Event givenUpEvent(EventMessage<?> message) {
    DomainEventMessage<?> event = (DomainEventMessage<?>) message;
    return new GivenUp.Event(
        chatbotOf(message),
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        EventLog.positionOf(message));
  }

  /**
   * Those that rows need to be loaded for; of chatbots that wait, too, if that is not known yet.
   */
  private static List<Recorded> readable(List<EventMessage<?>> messages, HeldUp heldUp) {
    List<Recorded> readable = new ArrayList<>();
    for (EventMessage<?> message : messages) {
      if (message.getPayload() instanceof LedgerEvent event
          && !heldUp.contains(event.chatbotId())) {
        readable.add(Recorded.of(message));
      }
    }
    return readable;
  }
}
