package io.botledger.query.projection;

/** Rows were changed by somebody else since they were loaded. */
public final class RowCount {
  private RowCount() {}

  /**
   * Checks that a statement changed what it was to change.
   *
   * @throws DoesNotFit if it did not
   */
  public static void require(int expected, int changed) {
    if (changed != expected) {
      throw new DoesNotFit(
          "Of %d rows that were loaded, %d were there to be ended.".formatted(expected, changed));
    }
  }
}
