package io.botledger.platform.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Whether it is worth asking the database. Once it is away, one question a second finds out whether
 * it is back; all others need not wait until they give up as well. A full pool, or a statement that
 * took too long, is no such thing: that is found out by a connection of its own.
 */
public final class Reach {
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final BooleanSupplier isAway;

  /** When it may be asked again, by {@link System#nanoTime()}; 0: at any time. */
  private final AtomicLong again = new AtomicLong();

  private volatile long answered = System.nanoTime();

  public Reach(Database database) {
    this(() -> database.isAway(PATIENCE));
  }

  /**
   * @param isAway finds out, now
   */
  public Reach(BooleanSupplier isAway) {
    this.isAway = isAway;
  }

  /** Whether it could not be reached when it was asked last. */
  public boolean isAway() {
    return again.get() != 0;
  }

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
    answered = System.nanoTime();
    if (again.get() != 0) {
      again.set(0);
    }
  }

  /**
   * A question ended in an {@link Outage}.
   *
   * @param asked when it was asked, by {@link System#nanoTime()}
   * @return whether the database is away
   */
  public boolean failed(long asked) {
    if (answered - asked > 0 || !isAway.getAsBoolean()) {
      return false;
    }
    again.set(nonZero(System.nanoTime() + PAUSE));
    return true;
  }

  private static long nonZero(long time) {
    return time == 0 ? 1 : time;
  }
}
