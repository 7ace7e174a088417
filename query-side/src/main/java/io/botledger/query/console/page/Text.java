package io.botledger.query.console.page;

import io.botledger.platform.web.Timestamps;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How things are said on pages. Templates know it as {@code say}. */
public class Text {

  /** A time of the API's, to the second, as it stands there until a script knows the zone. */
  public String time(@Nullable String time) {
    if (time == null || time.length() < 19) {
      return time == null ? "" : time;
    }
    return time.substring(0, 10) + " " + time.substring(11, 19) + " UTC";
  }

  /** As one word of a shell's. */
  public String quoted(String word) {
    return "'" + inQuotes(word) + "'";
  }

  /** As part of a word that stands in a shell's single quotes. */
  public String inQuotes(String text) {
    return text.replace("'", "'\\''");
  }

  /** How long it was between two times, in its two largest units. */
  public static String span(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3_600) {
      return seconds / 60 + " min";
    } else if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }

  /** A time as the API takes it, of the years 1 to 9999; null if it is none. */
  public static @Nullable Instant instant(@Nullable String time) {
    return time == null ? null : Timestamps.parse(time);
  }
}
