package io.botledger.bench.scenario;

import java.time.Duration;

/**
 * How long and how often.
 *
 * @param quick to see that all works; what comes out is no result
 * @param rounds of figure and limit in turn, three or more for a result
 * @param round how long one measurement of a load takes
 * @param warmUp before the first round, for each kind of load
 * @param events of the long history
 * @param samples of reads that are compared one by one, in each round
 * @param perSecond the rate at which latencies of commands are measured
 */
public record Plan(
    boolean quick,
    int rounds,
    Duration round,
    Duration warmUp,
    long events,
    int samples,
    double perSecond) {

  /** For a result, or to see that all works. */
  public static Plan of(boolean quick, int rounds, Duration round, long events, double perSecond) {
    return quick
        ? new Plan(
            true, rounds, Duration.ofSeconds(2), Duration.ofSeconds(3), 20_000, 100, perSecond)
        : new Plan(false, rounds, round, round.multipliedBy(2), events, 500, perSecond);
  }
}
