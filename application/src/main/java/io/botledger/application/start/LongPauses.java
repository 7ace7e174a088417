package io.botledger.application.start;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Notices when all of this process stood still (a stopped virtual machine, SIGSTOP, a collection of
 * garbage without end). Requests that came in before are still there afterwards, but a gateway has
 * told their senders after twenty seconds that nobody knows what became of them. If they were
 * carried out now, somebody who has looked, found nothing and tried again would get it twice.
 */
final class LongPauses implements AutoCloseable {

  /** Much less than the time after which a gateway gives a request up. */
  static final Duration LONG = Duration.ofSeconds(5);

  /** Within which all that lay in the sockets has been read. */
  static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "botledger-pauses");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long looked = System.nanoTime();
  private volatile long ended = looked - AFTERWARDS.toNanos();

  void watch() {
    looked = System.nanoTime();
    watch.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    long now = System.nanoTime();
    if (now - looked > LONG.toNanos()) {
      ended = now;
    }
    looked = now;
  }

  /** Whether a request may have lain here through a long pause, seen by the watch yet or not. */
  boolean isJustOver() {
    long now = System.nanoTime();
    return now - looked > LONG.toNanos() || now - ended < AFTERWARDS.toNanos();
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
