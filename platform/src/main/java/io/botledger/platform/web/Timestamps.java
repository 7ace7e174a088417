package io.botledger.platform.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as clients see them: RFC 3339, UTC, always three digits of milliseconds. */
public final class Timestamps {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

  /** RFC 3339 has four digits for the year; what an offset makes of it may not leave them. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Timestamps() {}

  /** A time of any offset and up to nanoseconds; null if the text is none. */
  public static @Nullable Instant parse(String text) {
    if (RFC_3339.matcher(text).matches()) {
      try {
        Instant time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        return time.isBefore(FIRST) || !time.isBefore(END) ? null : time;
      } catch (DateTimeException e) {
        return null; // There is no such day or hour.
      }
    }
    return null;
  }

  public static String format(Instant time) {
    return FORMAT.format(time);
  }
}
