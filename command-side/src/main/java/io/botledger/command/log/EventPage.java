package io.botledger.command.log;

import io.botledger.platform.web.Issue;
import io.botledger.platform.web.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the log is asked for.
 *
 * @param after only events with a greater position
 * @param limit how many at most
 */
record EventPage(long after, int limit) {
  private static final int DEFAULT = 100;
  private static final int MAX = 1_000;

  /**
   * Reads the query parameters.
   *
   * @throws Refusal a 400 that names every wrong one
   */
  static EventPage of(@Nullable String after, @Nullable String limit) {
    List<Issue> issues = new ArrayList<>();
    long position = number("after", after, 0, 0, Long.MAX_VALUE, issues);
    long size = number("limit", limit, DEFAULT, 1, MAX, issues);
    if (!issues.isEmpty()) {
      throw Refusal.invalid(issues);
    }
    return new EventPage(position, (int) size);
  }

  private static long number(
      String name, @Nullable String text, long otherwise, long min, long max, List<Issue> issues) {
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    issues.add(
        new Issue(
            name,
            max == Long.MAX_VALUE
                ? "It must be an integer from %d up.".formatted(min)
                : "It must be an integer from %d to %d.".formatted(min, max)));
    return otherwise;
  }
}
