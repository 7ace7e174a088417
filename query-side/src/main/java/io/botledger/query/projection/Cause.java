package io.botledger.query.projection;

import org.springframework.core.NestedExceptionUtils;

/**
 * Why an event could not be applied.
 *
 * @param type the name of the exception's class
 */
public record Cause(String type, String message) {
  private static final int LONGEST = 1_024;

  static Cause of(Throwable failure) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    return new Cause(cause.getClass().getName(), storable(String.valueOf(cause.getMessage())));
  }

  /** What PostgreSQL takes: no U+0000, no half of a surrogate pair. */
  private static String storable(String message) {
    StringBuilder text = new StringBuilder();
    message
        .codePoints()
        .limit(LONGEST)
        .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? '?' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
