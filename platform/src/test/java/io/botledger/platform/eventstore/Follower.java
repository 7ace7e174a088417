package io.botledger.platform.eventstore;

import io.botledger.events.VersionEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;

/** A processor as the projections have them, on a log; it notes what it handles. */
final class Follower implements AutoCloseable {

  record Handled(String chatbotId, long position) {}

  final List<Handled> handled = new CopyOnWriteArrayList<>();
  private final Consumer<Handled> before;
  private final Map<Integer, TrackingToken> held = new ConcurrentHashMap<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
  private final PooledStreamingEventProcessor processor;

  Follower(EventLog log) {
    this(log, EventLog.PAGE, event -> {});
  }

  /**
   * @param step how many events it is handed together
   * @param before is told of each event that is about to be handled; what it throws fails the batch
   */
  Follower(EventLog log, int step, Consumer<Handled> before) {
    this.before = before;
    processor =
        PooledStreamingEventProcessor.builder()
            .name("follower")
            .eventHandlerInvoker(
                SimpleEventHandlerInvoker.builder()
                    .eventHandlers(this)
                    .sequencingPolicy(Follower::chatbot)
                    .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                    .build())
            .errorHandler(PropagatingErrorHandler.instance())
            .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
            .messageSource(log.inSteps(() -> step, this::tokens))
            .tokenStore(new Tokens())
            .transactionManager(NoTransactionManager.instance())
            .coordinatorExecutor(threads)
            .workerExecutor(threads)
            .initialToken(source -> source.createTailToken())
            .initialSegmentCount(4)
            .batchSize(50)
            .tokenClaimInterval(200)
            .build();
    processor.start();
  }

  private static Object chatbot(EventMessage<?> event) {
    return ((VersionEvent) event.getPayload()).chatbotId();
  }

  @EventHandler
  void on(VersionEvent event, @MetaDataValue(EventLog.POSITION) Long position) {
    Handled one = new Handled(event.chatbotId(), position);
    before.accept(one);
    handled.add(one);
  }

  /** As those of the projections do, see ProcessorFactory. */
  private Stream<TrackingToken> tokens() {
    return held.entrySet().stream()
        .map(
            segment -> {
              EventTrackerStatus status = processor.processingStatus().get(segment.getKey());
              return status == null ? segment.getValue() : status.getTrackingToken();
            });
  }

  private final class Tokens extends InMemoryTokenStore {
    @Override
    public TrackingToken fetchToken(String processorName, int segment) {
      TrackingToken token = super.fetchToken(processorName, segment);
      held.put(segment, token);
      return token;
    }

    @Override
    public void releaseClaim(String processorName, int segment) {
      held.remove(segment);
    }
  }

  List<Long> positions() {
    return handled.stream().map(Handled::position).toList();
  }

  /** Whether it gave up its segments because of a failure, to try again later. */
  boolean isFailing() {
    return processor.isError();
  }

  @Override
  public void close() {
    processor.shutDown();
    threads.shutdownNow();
  }
}
