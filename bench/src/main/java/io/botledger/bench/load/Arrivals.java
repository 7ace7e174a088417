package io.botledger.bench.load;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Times at which something is meant to happen: at random with a fixed mean (a Poisson process).
 * Threads take them in turn; one that is late gets times that have passed.
 */
public final class Arrivals {

  /** There are no more. */
  public static final long NONE = Long.MIN_VALUE;

  private final double meanGap;
  private final long origin;
  private final long end;
  private final Random random;
  private double last;

  /**
   * From now on.
   *
   * @param seed the same one gives the same gaps
   */
  public Arrivals(double perSecond, Duration time, long seed) {
    this.meanGap = 1e9 / perSecond;
    this.random = new Random(seed);
    this.origin = System.nanoTime();
    this.end = time.toNanos();
  }

  /** Takes the next time, waits for it, and returns it, by {@link System#nanoTime()}. */
  public long await() {
    long due = next();
    if (due == NONE) {
      return NONE;
    }
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    return due;
  }

  private synchronized long next() {
    last += -Math.log(1 - random.nextDouble()) * meanGap;
    return last > end ? NONE : origin + (long) last;
  }
}
