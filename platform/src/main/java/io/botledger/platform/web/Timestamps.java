package io.botledger.platform.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ValueRange;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as clients see them: RFC 3339, UTC, always three digits of milliseconds. */
public final class Timestamps {
  private static final ValueRange YEARS = ValueRange.of(0, 9999);

  private static final String PATTERN = "0000-00-00T00:00:00.000Z";

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

  /**
   * Cut to milliseconds. Digit by digit, since each row of a read model has several, and a {@link
   * java.time.format.DateTimeFormatter} takes five times as long.
   *
   * @throws DateTimeException outside the years 0 to 9999
   */
  public static String format(Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    char[] text = PATTERN.toCharArray();
    put(text, 3, YEARS.checkValidIntValue(utc.getYear(), ChronoField.YEAR));
    put(text, 6, utc.getMonthValue());
    put(text, 9, utc.getDayOfMonth());
    put(text, 12, utc.getHour());
    put(text, 15, utc.getMinute());
    put(text, 18, utc.getSecond());
    put(text, 22, utc.getNano() / 1_000_000);
    return new String(text);
  }

  /** Puts a number so that it ends there. */
  private static void put(char[] text, int end, int number) {
    int at = end;
    for (int left = number; left > 0; left /= 10) {
      text[at] = (char) ('0' + left % 10);
      at--;
    }
  }
}
