package io.botledger.query.projection;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads of a processor. No task waits longer than two seconds: Axon's coordinator doubles its
 * pauses up to a minute while the database is away, and would sleep on when it is back.
 */
public final class PromptExecutor extends ScheduledThreadPoolExecutor {
  private static final long LONGEST_PAUSE = 2_000;

  /**
   * @param threads daemons, whose names begin with the name
   */
  public PromptExecutor(String name, int threads) {
    super(
        threads,
        new ThreadFactory() {
          private final AtomicInteger number = new AtomicInteger();

          @Override
          public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          }
        });
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return super.schedule(
        task, Math.min(unit.toMillis(delay), LONGEST_PAUSE), TimeUnit.MILLISECONDS);
  }
}
