package io.botledger.query.stream;

import io.botledger.platform.start.StartRefused;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options below {@code botledger.streams}.
 *
 * @param most how many streams a process has open at once; 1,000 unless given
 */
@ConfigurationProperties("botledger.streams")
record StreamSettings(@DefaultValue("1000") int most) {
  private static final int LIMIT = 100_000;

  StreamSettings {
    if (most < 0 || most > LIMIT) {
      throw new StartRefused(
          "botledger.streams.most is %d.".formatted(most),
          "Set it to a number from 0 (no streams) to %,d.".formatted(LIMIT));
    }
  }
}
