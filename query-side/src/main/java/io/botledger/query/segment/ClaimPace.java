package io.botledger.query.segment;

import java.time.Duration;

/**
 * How promptly segments change hands. All of it is measured by the database's clock, except for the
 * pauses.
 *
 * @param alive how long a process counts as living after it was heard of; longer than several looks
 * @param claim how long a segment stays with a process that does not renew its claim
 * @param renewal how often a claim is renewed where nothing is handled
 * @param attempts how often a process tries to claim what is free
 * @param patience how long a free segment is left to the process that it belongs to; then any other
 *     one may have it
 * @param keeping how long a process keeps a segment that it got in this way, before it offers it to
 *     the other one again
 */
public record ClaimPace(
    Duration alive,
    Duration claim,
    Duration renewal,
    Duration attempts,
    Duration patience,
    Duration keeping) {

  public static final ClaimPace USUAL =
      new ClaimPace(
          Duration.ofSeconds(4),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1));

  public ClaimPace {
    if (renewal.multipliedBy(2).compareTo(claim) >= 0
        || attempts.multipliedBy(2).compareTo(patience) >= 0
        || patience.compareTo(keeping) >= 0) {
      throw new IllegalArgumentException(
          "It must be: 2 renewals < claim; 2 attempts < patience < keeping.");
    }
  }
}
