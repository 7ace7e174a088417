package io.botledger.query.rebuild;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generations;
import io.botledger.query.projection.PromptExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Goes on with rebuilds and verifications, each projection in a thread of its own. */
@Component
public final class RebuildLoop implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(RebuildLoop.class);
  private static final long PAUSE_WHILE_JOINING = 100;
  private static final int SECONDS_TO_STOP = 5;

  private final RebuildSteps steps;
  private final Generations generations;
  private volatile @Nullable PromptExecutor threads;

  RebuildLoop(RebuildSteps steps, Generations generations) {
    this.steps = steps;
    this.generations = generations;
  }

  @Override
  public void start() {
    PromptExecutor started = new PromptExecutor("rebuild", Projection.values().length);
    threads = started;
    for (Projection projection : Projection.values()) {
      started.execute(() -> goOn(started, projection));
    }
  }

  private void goOn(PromptExecutor executor, Projection projection) {
    step(executor, projection);
    long look = generations.pace().look().toMillis();
    long pause = generations.isAnyJoining() ? Math.min(PAUSE_WHILE_JOINING, look) : look;
    try {
      executor.schedule(() -> goOn(executor, projection), pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("The rebuilds of {} stop.", projection.text(), e);
    }
  }

  private void step(PromptExecutor executor, Projection projection) {
    try {
      steps.step(projection);
    } catch (RuntimeException e) {
      if (executor.isShutdown()) {
        log.debug("A step of {} was broken off; the next process makes it.", projection.text(), e);
      } else {
        log.warn(
            "A step of the rebuild of {} is made again: {}", projection.text(), Passing.text(e));
      }
    }
  }

  /** Looks at once whether there is something to be done for a projection. */
  void wake(Projection projection) {
    PromptExecutor executor = threads;
    if (executor != null) {
      executor.execute(() -> step(executor, projection));
    }
  }

  @Override
  public void stop() {
    PromptExecutor executor = threads;
    threads = null;
    if (executor == null) {
      return;
    }
    // Not interrupted: what is broken off in the middle might look like a failure.
    executor.shutdown();
    try {
      if (!executor.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        log.info("A step of a rebuild goes on until its connection is closed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return threads != null;
  }

  /** Behind the processors. */
  @Override
  public int getPhase() {
    return 1;
  }
}
