package io.botledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Hands events to a projector, and its changes to the batch. */
final class ProjectionHandler implements EventMessageHandler {

  /** No segment's: what was counted outside of batches, when dead letters are tried again. */
  private static final int RETRIES = -1;

  private final Projector projector;
  private final String processor;
  private final DataSource dataSource;

  ProjectionHandler(Projector projector, String processor, DataSource dataSource) {
    this.projector = projector;
    this.processor = processor;
    this.dataSource = dataSource;
  }

  @Override
  public @Nullable Object handle(EventMessage<?> message) throws SQLException {
    Recorded recorded = Recorded.of(message);
    Changes changes = new Changes(projector.order());
    projector.on(recorded, changes);
    Batch batch = Batch.of(CurrentUnitOfWork.get());
    if (batch != null) {
      batch.add(recorded.position(), changes);
    } else {
      handleAlone(recorded, changes);
    }
    return null;
  }

  private void handleAlone(Recorded recorded, Changes changes) throws SQLException {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      changes.carryOut(connection);
      HandledBlocks count = new HandledBlocks();
      count.add(recorded.position());
      count.write(connection, processor, RETRIES);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  /** Everything: an event that is not understood must fail, not be passed over. */
  @Override
  public boolean canHandle(EventMessage<?> message) {
    return true;
  }

  @Override
  public boolean canHandleType(Class<?> payloadType) {
    return true;
  }

  @Override
  public Class<?> getTargetType() {
    return projector.getClass();
  }
}
