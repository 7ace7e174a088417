package io.botledger.query.projection;

import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.progress.Progress;
import io.botledger.query.generation.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * One processor for each generation, made by hand: Axon's configuration would make one of its own
 * defaults for whatever was not found, without a word.
 *
 * <p>They start before the web server and stop after it, since its last writes wait for them.
 */
public final class Processors implements SmartLifecycle {

  /** Of each processor. */
  public static final int SEGMENTS = 4;

  /** Of each processor; the segments take turns. */
  public static final int WORKERS = 2;

  /** How many events are handled in one transaction at most. */
  public static final int BATCH = 200;

  private static final Logger log = LoggerFactory.getLogger(Processors.class);
  private static final long CLAIM_ATTEMPTS = 2_000;
  private static final long CLAIM_EXTENSIONS = 2_000;
  private static final int SECONDS_TO_STOP = 10;

  private final EventLog eventLog;
  private final DataSource dataSource;
  private final TransactionManager transactions;
  private final TokenStore tokenStore;
  private final Progress progress;
  private final int batch;
  private final Map<Generation, Projector> projectors;
  private final List<PooledStreamingEventProcessor> running = new ArrayList<>();
  private final List<PromptExecutor> executors = new ArrayList<>();

  /**
   * @param dataSource connections for {@link #WORKERS} + 1 threads of each projector
   * @param batch how many events are handled in one transaction at most, {@link #BATCH} as a rule
   */
  public Processors(
      EventLog eventLog,
      DataSource dataSource,
      TokenStore tokenStore,
      Progress progress,
      int batch,
      Map<Generation, Projector> projectors) {
    this.eventLog = eventLog;
    this.dataSource = dataSource;
    this.transactions = new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    this.tokenStore = tokenStore;
    this.progress = progress;
    this.batch = batch;
    this.projectors = Map.copyOf(projectors);
  }

  @Override
  public synchronized void start() {
    projectors.forEach(
        (generation, projector) -> {
          PooledStreamingEventProcessor processor = processor(generation, projector);
          running.add(processor);
          processor.start();
        });
  }

  private PooledStreamingEventProcessor processor(Generation generation, Projector projector) {
    String name = generation.processor();
    return PooledStreamingEventProcessor.builder()
        .name(name)
        .eventHandlerInvoker(new ProjectionInvoker(generation, projector, dataSource, progress))
        .messageSource(eventLog)
        .tokenStore(tokenStore)
        .transactionManager(transactions)
        .coordinatorExecutor(executor(name + "-coordinator", 1))
        .workerExecutor(executor(name + "-worker", WORKERS))
        .initialSegmentCount(SEGMENTS)
        .initialToken(StreamableMessageSource::createTailToken)
        .tokenClaimInterval(CLAIM_ATTEMPTS)
        .claimExtensionThreshold(CLAIM_EXTENSIONS)
        .batchSize(batch)
        .build();
  }

  private PromptExecutor executor(String name, int threads) {
    PromptExecutor executor = new PromptExecutor(name, threads);
    executors.add(executor);
    return executor;
  }

  /** The processors that run, by name. */
  public synchronized List<PooledStreamingEventProcessor> running() {
    return List.copyOf(running);
  }

  @Override
  public synchronized void stop() {
    CompletableFuture<?>[] stopping =
        running.stream()
            .map(PooledStreamingEventProcessor::shutdownAsync)
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(stopping).get(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("The projections did not stop in order; they go on from their tokens.", e);
    }
    executors.forEach(PromptExecutor::shutdownNow);
    executors.clear();
    running.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !running.isEmpty();
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
