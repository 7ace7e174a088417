package io.botledger.query.projection;

import io.botledger.platform.database.Database;
import io.botledger.platform.progress.PostgresNotifications;
import io.botledger.platform.progress.ProgressRegistry;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Hands a projection batches as its processor does, in the only segment that there is. */
public final class TestBatches {
  private final ProjectionInvoker invoker;
  private final SpringTransactionManager transactions;

  public TestBatches(
      Database database,
      DataSource dataSource,
      Generations generations,
      Generation generation,
      Projector projector) {
    this.transactions = new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    this.invoker =
        new ProjectionInvoker(
            generation,
            projector,
            dataSource,
            new Reports(new ProgressRegistry(new PostgresNotifications(database)), generations),
            Changes.NOBODY);
  }

  /** One transaction. */
  public void handle(List<TrackedEventMessage<?>> events) {
    BatchingUnitOfWork<TrackedEventMessage<?>> unitOfWork = new BatchingUnitOfWork<>(events);
    unitOfWork.attachTransaction(transactions);
    var result =
        unitOfWork.executeWithResult(
            () -> {
              invoker.handle(unitOfWork.getMessage(), Segment.ROOT_SEGMENT);
              return null;
            });
    if (result.isExceptional()) {
      throw new IllegalStateException(result.exceptionResult());
    }
  }
}
