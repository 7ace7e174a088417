package io.botledger.bench.report;

import java.util.Locale;

/** What a figure is held to. */
public sealed interface Goal {

  /** At least so much of the limit. */
  record AtLeastOfLimit(double part) implements Goal {}

  /** At most so many times the limit. */
  record AtMostTimesLimit(double times) implements Goal {}

  /** At least so much, in the figure's unit. */
  record AtLeast(double bound) implements Goal {}

  /** At most so much, in the figure's unit. */
  record AtMost(double bound) implements Goal {}

  /** Told for comparison. */
  record None() implements Goal {}

  /** Whether it speaks of a limit. */
  default boolean needsLimit() {
    return this instanceof AtLeastOfLimit || this instanceof AtMostTimesLimit;
  }

  /**
   * Whether it is met.
   *
   * @param figure the figure's median
   * @param ratio the median of figure over limit; not looked at where no limit is spoken of
   */
  default boolean isMet(double figure, double ratio) {
    if (this instanceof AtLeastOfLimit goal) {
      return ratio >= goal.part();
    } else if (this instanceof AtMostTimesLimit goal) {
      return ratio <= goal.times();
    } else if (this instanceof AtLeast goal) {
      return figure >= goal.bound();
    } else if (this instanceof AtMost goal) {
      return figure <= goal.bound();
    }
    return true;
  }

  /** For people. */
  default String text(String unit) {
    if (this instanceof AtLeastOfLimit goal) {
      return "≥ %s of the limit".formatted(plain(goal.part()));
    } else if (this instanceof AtMostTimesLimit goal) {
      return "≤ %s × the limit".formatted(plain(goal.times()));
    } else if (this instanceof AtLeast goal) {
      return "≥ %s %s".formatted(plain(goal.bound()), unit);
    } else if (this instanceof AtMost goal) {
      return "≤ %s %s".formatted(plain(goal.bound()), unit);
    }
    return "";
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,d", (long) number)
        : Double.toString(number);
  }
}
