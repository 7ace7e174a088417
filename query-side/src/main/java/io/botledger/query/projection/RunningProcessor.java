package io.botledger.query.projection;

import io.botledger.query.segment.Handover;
import io.botledger.query.segment.Shares;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

/** A processor with the threads that it has for itself. */
record RunningProcessor(
    PooledStreamingEventProcessor processor, Handover handover, List<PromptExecutor> executors) {

  /** Until then the processor itself does not claim what it releases; nor may it, see Handover. */
  private static final int SECONDS_TO_RELEASE = 1;

  /** The segments that it works on. */
  Set<Integer> segments() {
    return processor.processingStatus().keySet();
  }

  /** Releases what belongs to others, and claims what it left alone after failures. */
  void share(Shares shares) {
    Set<Integer> working = Set.copyOf(segments());
    for (int segment : handover.surplus(working, shares)) {
      processor.releaseSegment(segment, SECONDS_TO_RELEASE, TimeUnit.SECONDS);
    }
    handover.leftAlone(working).forEach(processor::claimSegment);
  }

  /** Completes once what it was about to write is written; its threads are gone then. */
  CompletableFuture<Void> stop() {
    return processor.shutdownAsync().whenComplete((done, failure) -> abandon());
  }

  /** Takes its threads away. */
  void abandon() {
    executors.forEach(PromptExecutor::shutdownNow);
  }
}
