package io.botledger.query.asof;

import io.botledger.platform.web.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moment that an answer about the past is about, as the answer says it.
 *
 * @param position 0 is before everything
 * @param time null where a position was asked for that is before the chatbot's first event
 */
public record AsOf(long position, @Nullable String time) {
  static AsOf of(long position, @Nullable Instant time) {
    return new AsOf(position, time == null ? null : Timestamps.format(time));
  }

  /** For people. */
  String text() {
    return "position " + position + (time == null ? "" : " (" + time + ")");
  }
}
