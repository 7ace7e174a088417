package io.botledger.query.audit;

/**
 * A range of positions.
 *
 * @param low included
 * @param high included; less than {@code low}: there are none
 */
record Positions(long low, long high) {
  static final Positions ALL = new Positions(0, Long.MAX_VALUE);

  boolean isEmpty() {
    return high < low;
  }

  Positions and(Positions other) {
    return new Positions(Math.max(low, other.low), Math.min(high, other.high));
  }

  /** Those behind a position, seen in one direction. */
  Positions behind(long position, boolean descending) {
    return and(
        descending ? new Positions(0, position - 1) : new Positions(position + 1, Long.MAX_VALUE));
  }

  /** As many of them, from one end; all if there are no more. */
  Positions first(long size, boolean descending) {
    if (high - low < size) {
      return this;
    }
    return descending ? new Positions(high - size + 1, high) : new Positions(low, low + size - 1);
  }
}
