package io.botledger.platform.limit;

import io.botledger.platform.start.StartRefused;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests a process takes of one credential: {@code botledger.rate-limit.requests} in
 * each {@code botledger.rate-limit.window}; all of them at once, or evenly spread.
 *
 * @param requests any number unless given
 * @param window from a second to an hour; a minute unless given
 */
@ConfigurationProperties("botledger.rate-limit")
record RateLimit(long requests, @DefaultValue("1m") Duration window) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final long MOST = 1_000_000_000;

  RateLimit {
    if (requests < 1 || requests > MOST) {
      throw new StartRefused(
          "botledger.rate-limit.requests is %d.".formatted(requests),
          "Set it to a number from 1 to %,d, or leave it out for no limit.".formatted(MOST));
    }
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw new StartRefused(
          "botledger.rate-limit.window is %s.".formatted(window),
          "Set it to a duration from 1s to 1h.");
    }
  }
}
