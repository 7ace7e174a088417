package io.botledger.platform.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether it is worth asking the database. Once it could not be reached, one question a second
 * finds out whether it is back; all others need not wait until they give up as well.
 */
public final class Reach {
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  /** When it may be asked again, by {@link System#nanoTime()}; 0: at any time. */
  private final AtomicLong again = new AtomicLong();

  /** Whether to ask now. Who does says how it ended, if it was an answer or an outage. */
  public boolean mayAsk() {
    long at = again.get();
    if (at == 0) {
      return true;
    }
    long now = System.nanoTime();
    return now - at >= 0 && again.compareAndSet(at, nonZero(now + PAUSE));
  }

  /** It answered. */
  public void answered() {
    if (again.get() != 0) {
      again.set(0);
    }
  }

  /** It could not be reached: {@link Outage}. */
  public void failed() {
    again.set(nonZero(System.nanoTime() + PAUSE));
  }

  private static long nonZero(long time) {
    return time == 0 ? 1 : time;
  }
}
