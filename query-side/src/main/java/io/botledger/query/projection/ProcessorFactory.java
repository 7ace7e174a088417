package io.botledger.query.projection;

import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.progress.Progress;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Makes processors by hand: Axon's configuration would make one of its own defaults for whatever
 * was not found, without a word.
 */
public final class ProcessorFactory {
  private static final long CLAIM_ATTEMPTS = 2_000;
  private static final long CLAIM_EXTENSIONS = 2_000;

  private final EventLog eventLog;
  private final DataSource dataSource;
  private final TransactionManager transactions;
  private final TokenStore tokenStore;
  private final Reports reports;
  private final Generations generations;
  private final int batch;
  private final Function<Generation, Projector> projectors;

  /**
   * @param dataSource connections for {@link Processors#WORKERS} + 1 threads of each processor
   * @param batch how many events a live generation handles in one transaction at most, {@link
   *     Processors#BATCH} as a rule
   * @param projectors what is made of the events
   */
  public ProcessorFactory(
      EventLog eventLog,
      DataSource dataSource,
      TokenStore tokenStore,
      Progress progress,
      int batch,
      Generations generations,
      Function<Generation, Projector> projectors) {
    this.eventLog = eventLog;
    this.dataSource = dataSource;
    this.transactions = new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    this.tokenStore = tokenStore;
    this.reports = new Reports(progress, generations);
    this.batch = batch;
    this.generations = generations;
    this.projectors = projectors;
  }

  /** What keeps one processor for each generation. */
  public Processors processors() {
    return new Processors(this, generations, reports);
  }

  RunningProcessor processor(Generation generation) {
    String name = generation.processor();
    PromptExecutor coordinator = new PromptExecutor(name + "-coordinator", 1);
    PromptExecutor workers = new PromptExecutor(name + "-worker", Processors.WORKERS);
    PooledStreamingEventProcessor processor =
        PooledStreamingEventProcessor.builder()
            .name(name)
            .eventHandlerInvoker(
                new ProjectionInvoker(
                    generation, projectors.apply(generation), dataSource, reports))
            .messageSource(eventLog)
            .tokenStore(tokenStore)
            .transactionManager(transactions)
            .coordinatorExecutor(coordinator)
            .workerExecutor(workers)
            .initialSegmentCount(Processors.SEGMENTS)
            .initialToken(StreamableMessageSource::createTailToken)
            .tokenClaimInterval(CLAIM_ATTEMPTS)
            .claimExtensionThreshold(CLAIM_EXTENSIONS)
            .batchSize(generations.isLive(generation) ? batch : Processors.REPLAY_BATCH)
            .build();
    return new RunningProcessor(processor, List.of(coordinator, workers));
  }
}
