package io.botledger.query.projection;

import java.util.function.IntConsumer;

/** Rows were changed by somebody else since they were loaded. */
public final class RowCount {
  private RowCount() {}

  /** Checks that a statement ended what it was to end: throws {@link DoesNotFit} if it did not. */
  public static IntConsumer of(int loaded) {
    return ended -> {
      if (ended != loaded) {
        throw new DoesNotFit(
            "Of %d rows that were loaded, %d were there to be ended.".formatted(loaded, ended));
      }
    };
  }
}
