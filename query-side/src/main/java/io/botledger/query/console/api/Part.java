package io.botledger.query.console.api;

import org.jspecify.annotations.Nullable;

/** A part of a page: what the API has answered, or why it would not. */
public record Part<T>(@Nullable T value, @Nullable Problem problem) {

  public static <T> Part<T> of(T value) {
    return new Part<>(value, null);
  }

  public static <T> Part<T> lacking(Problem problem) {
    return new Part<>(null, problem);
  }

  public boolean isThere() {
    return value != null;
  }

  /** The one, or if it is not there the other. */
  public T orElse(T other) {
    return value == null ? other : value;
  }
}
