package io.botledger.query.projection;

import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.progress.Progress;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.segment.Processes;
import io.botledger.query.segment.SegmentTokens;
import io.botledger.query.segment.Shares;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Makes processors by hand: Axon's configuration would make one of its own defaults for whatever
 * was not found, without a word.
 */
public final class ProcessorFactory {
  private final EventLog eventLog;
  private final DataSource dataSource;
  private final TransactionManager transactions;
  private final Serializer tokenSerializer;
  private final Processes processes;
  private final Reports reports;
  private final Generations generations;
  private final Changes changes;
  private final int batch;
  private final Function<Generation, Projector> projectors;

  /**
   * @param dataSource connections for {@link Processors#REPLAY_WORKERS} + 1 threads of each
   *     processor
   * @param batch how many events a live generation reads as one step, {@link Processors#BATCH} as a
   *     rule
   * @param changes is told of the changes of all generations
   * @param projectors what is made of the events
   */
  public ProcessorFactory(
      EventLog eventLog,
      DataSource dataSource,
      Serializer tokenSerializer,
      Processes processes,
      Progress progress,
      int batch,
      Generations generations,
      Changes changes,
      Function<Generation, Projector> projectors) {
    this.eventLog = eventLog;
    this.dataSource = dataSource;
    this.transactions = new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    this.tokenSerializer = tokenSerializer;
    this.processes = processes;
    this.reports = new Reports(progress, generations);
    this.batch = batch;
    this.generations = generations;
    this.changes = changes;
    this.projectors = projectors;
  }

  /** What keeps one processor for each generation. */
  public Processors processors() {
    return new Processors(this, generations, reports, processes);
  }

  RunningProcessor processor(Generation generation) {
    String name = generation.processor();
    PromptExecutor coordinator = new PromptExecutor(name + "-coordinator", 1);
    boolean isLive = generations.isLive(generation);
    PromptExecutor workers =
        new PromptExecutor(
            name + "-worker", isLive ? Processors.WORKERS : Processors.REPLAY_WORKERS);
    SegmentTokens tokens =
        new SegmentTokens(
            dataSource,
            tokenSerializer,
            processes,
            generation.projection(),
            new ClaimReport(generation, dataSource, reports, changes));
    IntSupplier step = () -> generations.isLive(generation) ? batch : Processors.REPLAY_BATCH;
    AtomicReference<PooledStreamingEventProcessor> itself = new AtomicReference<>();
    PooledStreamingEventProcessor processor =
        PooledStreamingEventProcessor.builder()
            .name(name)
            .eventHandlerInvoker(
                new ProjectionInvoker(
                    generation, projectors.apply(generation), dataSource, reports, changes))
            .messageSource(eventLog.inSteps(step, () -> tokens.handled(statusOf(itself.get()))))
            .tokenStore(tokens)
            .transactionManager(transactions)
            .coordinatorExecutor(coordinator)
            .workerExecutor(workers)
            .initialSegmentCount(Shares.SEGMENTS)
            .initialToken(StreamableMessageSource::createTailToken)
            .tokenClaimInterval(processes.pace().attempts().toMillis())
            .claimExtensionThreshold(processes.pace().renewal().toMillis())
            .batchSize(step.getAsInt())
            .build();
    itself.set(processor);
    return new RunningProcessor(processor, tokens.handover(), List.of(coordinator, workers));
  }

  private static Map<Integer, EventTrackerStatus> statusOf(
      @Nullable PooledStreamingEventProcessor processor) {
    return processor == null ? Map.of() : processor.processingStatus();
  }
}
