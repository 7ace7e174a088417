package io.botledger.query.projection;

import io.botledger.platform.eventstore.EventLog;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Outcome.Letter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Collects the events of a unit of work and applies them together before it commits, so that their
 * rows, their dead letters, their count and the token are one transaction. Reports after it.
 *
 * <p>The events of a chatbot are handled one after the other, by one segment. Axon's own policy
 * would be the aggregate's id, a version's: what ends and what starts in an environment would race.
 */
final class ProjectionInvoker implements EventHandlerInvoker {
  private static final Logger log = LoggerFactory.getLogger(ProjectionInvoker.class);
  private static final String RESOURCE = ProjectionInvoker.class.getName();

  /** Thrown so that the batch is rolled back and tried again. */
  static final class NotTheEventsFault extends RuntimeException {
    NotTheEventsFault(Throwable cause) {
      super("The batch is rolled back and tried again.", cause);
    }
  }

  /**
   * @param byPosition in the order in which they came: of one that came twice, the first
   */
  private record Batch(Segment segment, Map<Long, EventMessage<?>> byPosition) {
    List<EventMessage<?>> messages() {
      return List.copyOf(byPosition.values());
    }
  }

  private final Generation generation;
  private final Intake intake;
  private final DeadLetters deadLetters;
  private final DataSource dataSource;
  private final Reports reports;
  private final Changes changes;

  ProjectionInvoker(
      Generation generation,
      Projector projector,
      DataSource dataSource,
      Reports reports,
      Changes changes) {
    this.generation = generation;
    this.intake = new Intake(generation.processor(), projector);
    this.deadLetters = new DeadLetters(generation);
    this.dataSource = dataSource;
    this.reports = reports;
    this.changes = changes;
  }

  @Override
  public boolean canHandle(EventMessage<?> message, Segment segment) {
    return segment.matches(Intake.chatbotOf(message).hashCode());
  }

  @Override
  public void handle(EventMessage<?> message, Segment segment) {
    UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get().root();
    Batch batch = unitOfWork.getResource(RESOURCE);
    if (batch == null) {
      Batch first = new Batch(segment, new LinkedHashMap<>());
      unitOfWork.resources().put(RESOURCE, first);
      unitOfWork.onPrepareCommit(current -> finish(first, current));
      batch = first;
    }
    // When another segment is claimed, the log may hand out again what waits in this one's queue.
    batch.byPosition().putIfAbsent(EventLog.positionOf(message), message);
  }

  private void finish(Batch batch, UnitOfWork<?> unitOfWork) {
    List<String> chatbots = batch.messages().stream().map(Intake::chatbotOf).distinct().toList();
    changes.begin(chatbots);
    // Whatever becomes of it; an outcome is reported before, and until then nothing is remembered.
    unitOfWork.onCleanup(over -> changes.end(chatbots));
    // The transaction's own connection, which stays with it until its end.
    Connection connection = DataSourceUtils.getConnection(dataSource);
    Outcome outcome;
    try {
      outcome = apply(connection, batch, chatbots);
    } catch (SQLException | RuntimeException e) {
      throw new NotTheEventsFault(e);
    }
    unitOfWork.afterCommit(committed -> report(batch, committed, outcome));
  }

  private Outcome apply(Connection connection, Batch batch, List<String> chatbots)
      throws SQLException {
    return intake.take(
        connection,
        batch.messages(),
        (reads, heldUp, givenUp) -> {
          deadLetters.heldUp(reads, chatbots, heldUp);
          deadLetters.givenUp(reads, chatbots, givenUp);
        },
        (writes, outcome) -> {
          deadLetters.add(writes, outcome.letters());
          deadLetters.giveUp(writes, outcome.givenUp());
          handled(batch, outcome)
              .write(writes, generation.processor(), batch.segment().getSegmentId());
        });
  }

  private static HandledBlocks handled(Batch batch, Outcome outcome) {
    HandledBlocks handled = new HandledBlocks();
    Set<Long> applied = Set.copyOf(outcome.applied());
    for (EventMessage<?> message : batch.messages()) {
      long position = EventLog.positionOf(message);
      handled.add(position, message.getTimestamp(), applied.contains(position));
    }
    return handled;
  }

  private void report(Batch batch, UnitOfWork<?> unitOfWork, Outcome outcome) {
    for (Letter letter : outcome.letters()) {
      if (letter.cause() != null) {
        log.warn(
            "The event at position {} cannot be applied by {}, and holds up the chatbot {}: {}",
            letter.position(),
            generation.processor(),
            letter.chatbotId(),
            letter.cause().message());
      }
    }
    TrackingToken token = unitOfWork.getResource("Processor[" + generation.processor() + "]/Token");
    if (WrappedToken.unwrapLowerBound(token) instanceof GapAwareTrackingToken place) {
      reports.handled(generation, batch.segment(), place, outcome.heldUp());
    }
  }

  /** Every generation is built anew in a schema of its own. */
  @Override
  public boolean supportsReset() {
    return false;
  }
}
