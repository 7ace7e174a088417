package io.botledger.query.projection;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

/** A processor with the threads that it has for itself. */
record RunningProcessor(PooledStreamingEventProcessor processor, List<PromptExecutor> executors) {

  /** Completes once what it was about to write is written; its threads are gone then. */
  CompletableFuture<Void> stop() {
    return processor.shutdownAsync().whenComplete((done, failure) -> abandon());
  }

  /** Takes its threads away. */
  void abandon() {
    executors.forEach(PromptExecutor::shutdownNow);
  }
}
