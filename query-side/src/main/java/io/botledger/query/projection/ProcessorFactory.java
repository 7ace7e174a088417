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
import org.axonframework.serialization.Serializer;
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
  private final Serializer tokens;
  private final Serializer events;
  private final TokenStore tokenStore;
  private final Reports reports;
  private final Generations generations;
  private final int batch;
  private final Function<Generation, Projector> projectors;

  /**
   * @param dataSource connections for {@link Processors#WORKERS} + 1 threads of each processor
   * @param tokens the serializer of tokens
   * @param events the serializer that the log reads with
   * @param batch how many events a live generation handles in one transaction at most, {@link
   *     Processors#BATCH} as a rule
   * @param projectors what is made of the events
   */
  public ProcessorFactory(
      EventLog eventLog,
      DataSource dataSource,
      TokenStore tokenStore,
      Serializer tokens,
      Serializer events,
      Progress progress,
      int batch,
      Generations generations,
      Function<Generation, Projector> projectors) {
    this.eventLog = eventLog;
    this.dataSource = dataSource;
    this.transactions = new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    this.tokens = tokens;
    this.events = events;
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
            .eventHandlerInvoker(invoker(generation))
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

  private ProjectionInvoker invoker(Generation generation) {
    Projector projector = projectors.apply(generation);
    ProjectionInvoker.Builder builder = ProjectionInvoker.builder();
    builder
        .queue(AxonTables.deadLetters(generation, dataSource, transactions, tokens, events))
        .enqueuePolicy(new Poison())
        .transactionManager(transactions)
        .enableSequenceIdentifierCache()
        .eventHandlers(new ProjectionHandler(projector, generation.processor(), dataSource));
    builder.sequencingPolicy(new ByChatbot(events));
    return new ProjectionInvoker(builder, generation, projector, dataSource, tokenStore, reports);
  }
}
