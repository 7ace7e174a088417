package io.botledger.platform.web;

import io.botledger.events.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a query string apart, parameter by parameter, and collects all that is wrong with it.
 *
 * <p>Ask for every parameter the operation knows, then call {@link #check()}; only after it the
 * values mean anything. Which parameters there are is said by {@link QueryNames}.
 */
public final class QueryValues {
  private final Map<String, List<String>> given;
  private final List<Issue> issues = new ArrayList<>();

  public QueryValues(HttpServletRequest request) {
    this.given = QueryString.of(request);
  }

  /** An integer in a range, both ends included; the default if absent. */
  public int integer(String name, int least, int most, int defaultValue) {
    String value = text(name);
    if (value == null) {
      return defaultValue;
    }
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    issue(name, "It must be an integer from " + least + " to " + most + ".");
    return defaultValue;
  }

  /** A position in the log, from 1 up; null if absent. */
  public @Nullable Long position(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    if (value.matches("[0-9]{1,18}") && Long.parseLong(value) > 0) {
      return Long.parseLong(value);
    }
    issue(name, "It must be a position in the log: an integer from 1 up.");
    return null;
  }

  /** A position in the log to go on behind; 0, the start, if absent. */
  public long after(String name) {
    String value = text(name);
    if (value == null || value.matches("[0-9]{1,18}")) {
      return value == null ? 0 : Long.parseLong(value);
    }
    issue(name, "It must be an integer from 0 up.");
    return 0;
  }

  /** {@code true} or {@code false}; false if absent. */
  public boolean flag(String name) {
    return "true".equals(oneOf(name, List.of("true", "false")));
  }

  /** One of a closed set of words; null if absent. */
  public @Nullable String oneOf(String name, List<String> values) {
    String value = text(name);
    if (value != null && !values.contains(value)) {
      issue(name, "It must be one of: " + String.join(", ", values) + ".");
      return null;
    }
    return value;
  }

  /** An environment; null if absent. */
  public @Nullable Environment environment(String name) {
    String value = oneOf(name, Arrays.stream(Environment.values()).map(Environment::text).toList());
    return value == null ? null : Environment.of(value);
  }

  /** An RFC 3339 time; null if absent. */
  public @Nullable Instant time(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    Instant time = Timestamps.parse(value);
    if (time != null) {
      return time;
    }
    issue(name, "It must be an RFC 3339 time such as 2026-11-21T09:30:00.000Z (+ written as %2B).");
    return null;
  }

  /** Any text; null if absent. */
  public @Nullable String text(String name) {
    List<String> values = given.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** An id, as those in paths; null if absent. */
  public @Nullable String id(String name) {
    String value = text(name);
    if (value != null && !RequestNames.isId(value)) {
      issue(name, RequestNames.NO_ID);
    }
    return value;
  }

  /** Reports something that only the operation itself can find wrong. */
  public void issue(String name, String message) {
    issues.add(new Issue(name, message));
  }

  /**
   * To be called once all parameters were asked for.
   *
   * @throws Refusal a 400 that names everything that is wrong
   */
  public void check() {
    if (!issues.isEmpty()) {
      throw Refusal.invalid(issues);
    }
  }
}
