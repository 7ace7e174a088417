package io.botledger.query.generation;

import java.time.Duration;

/**
 * How promptly processes learn that another generation became the live one.
 *
 * @param look how often a process looks which generations there are
 * @param lease how long what it has seen may be relied on
 * @param joining how long a generation is joining at least before it becomes the live one; longer
 *     than the lease, so that every process that answers knows of it
 * @param grace how long a generation that was the live one stays, for answers that have begun
 */
public record Pace(Duration look, Duration lease, Duration joining, Duration grace) {

  public static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(4),
          Duration.ofMinutes(2));

  public Pace {
    if (look.compareTo(lease) >= 0 || lease.compareTo(joining) >= 0) {
      throw new IllegalArgumentException("It must be: look < lease < joining.");
    }
  }
}
