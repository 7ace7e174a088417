package io.botledger.query.projection;

import io.botledger.platform.eventstore.EventLog;
import io.botledger.query.generation.Generation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventhandling.deadletter.DeadLetteringEventHandlerInvoker;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Puts a batch around the events of a unit of work: carries out their changes together with the
 * token, finds the event that cannot be applied if that fails, and reports after the commit.
 */
final class ProjectionInvoker extends DeadLetteringEventHandlerInvoker {
  private static final Logger log = LoggerFactory.getLogger(ProjectionInvoker.class);

  private final Generation generation;
  private final List<Template> order;
  private final Projector.Trace trace;
  private final DataSource dataSource;
  private final TokenStore tokens;
  private final Reports reports;

  ProjectionInvoker(
      Builder builder,
      Generation generation,
      Projector projector,
      DataSource dataSource,
      TokenStore tokens,
      Reports reports) {
    super(builder);
    this.generation = generation;
    this.order = projector.order();
    this.trace = projector.trace();
    this.dataSource = dataSource;
    this.tokens = tokens;
    this.reports = reports;
  }

  @Override
  public void handle(EventMessage<?> message, Segment segment) throws Exception {
    UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
    if (Batch.of(unitOfWork) == null) {
      begin(unitOfWork, segment);
    }
    super.handle(message, segment);
  }

  private void begin(UnitOfWork<?> unitOfWork, Segment segment) throws SQLException {
    // The transaction's own connection, which stays with it until its end.
    Connection connection = DataSourceUtils.getConnection(dataSource);
    Batch batch = new Batch(connection, generation.processor(), segment, order);
    batch.attachTo(unitOfWork);
    unitOfWork.onPrepareCommit(current -> finish(batch, current));
    unitOfWork.afterCommit(current -> report(batch, current));
  }

  private void finish(Batch batch, UnitOfWork<?> unitOfWork) {
    try {
      try {
        batch.carryOut();
      } catch (SQLException | Changes.WrongRowCount e) {
        if (!Poison.isPoison(e)) {
          throw e;
        }
        log.warn(
            "A batch of {} could not be applied ({}). Looking for the event, one by one.",
            generation.processor(),
            e.getMessage());
        batch.startOverCarefully();
        handleAgain(batch, unitOfWork);
      }
      batch.count();
    } catch (Exception e) {
      throw new Poison.NotTheEventsFault(e);
    }
  }

  private void handleAgain(Batch batch, UnitOfWork<?> unitOfWork) throws Exception {
    Set<Long> before = appliedBefore(batch, messages(unitOfWork));
    for (EventMessage<?> message : messages(unitOfWork)) {
      if (!before.contains(EventLog.positionOf(message))) {
        super.handle(message, batch.segment());
      }
    }
    // The token had been stored before, and was undone with the rest.
    tokens.storeToken(token(unitOfWork), generation.processor(), batch.segment().getSegmentId());
  }

  private Set<Long> appliedBefore(Batch batch, List<EventMessage<?>> messages) throws SQLException {
    List<Recorded> readable = new ArrayList<>();
    for (EventMessage<?> message : messages) {
      try {
        readable.add(Recorded.of(message));
      } catch (RuntimeException e) {
        log.debug(
            "The event {} cannot be read; it was not applied before.", message.getIdentifier());
      }
    }
    return batch.appliedBefore(readable, trace);
  }

  @SuppressWarnings("unchecked")
  private static List<EventMessage<?>> messages(UnitOfWork<?> unitOfWork) {
    return (List<EventMessage<?>>) ((BatchingUnitOfWork<?>) unitOfWork).getMessages();
  }

  private TrackingToken token(UnitOfWork<?> unitOfWork) {
    TrackingToken token = unitOfWork.getResource("Processor[" + generation.processor() + "]/Token");
    if (token == null) {
      throw new IllegalStateException("The processor did not say which token it handles.");
    }
    return token;
  }

  private void report(Batch batch, UnitOfWork<?> unitOfWork) {
    if (WrappedToken.unwrapLowerBound(token(unitOfWork)) instanceof GapAwareTrackingToken token) {
      reports.handled(generation, batch.segment(), token);
    }
  }
}
