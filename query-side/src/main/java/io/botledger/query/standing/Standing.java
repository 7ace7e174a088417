package io.botledger.query.standing;

import org.jspecify.annotations.Nullable;

/**
 * How far a projection is.
 *
 * @param position below and at it everything is handled, and nothing can appear any more
 * @param head the newest position of the log
 * @param lagEvents how many events are not handled yet
 * @param lagSeconds how old the oldest of them is; 0 without one
 * @param complete whether of everything that counts as handled each single event was, but for dead
 *     letters and those given up
 * @param deadLetters events that could not be applied, and those that wait behind them
 * @param givenUp events that operators decided to do without
 * @param rebuild a rebuild that runs, if one does
 */
public record Standing(
    String name,
    long position,
    long head,
    long lagEvents,
    double lagSeconds,
    boolean complete,
    long deadLetters,
    long givenUp,
    @Nullable RebuildStanding rebuild) {

  Standing with(@Nullable RebuildStanding running) {
    return new Standing(
        name, position, head, lagEvents, lagSeconds, complete, deadLetters, givenUp, running);
  }
}
