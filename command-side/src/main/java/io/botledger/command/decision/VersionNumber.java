package io.botledger.command.decision;

import org.jspecify.annotations.Nullable;

/**
 * {@code MAJOR.MINOR}. Numbers only ever grow, so none comes twice in a chatbot, whatever is
 * deleted.
 */
public record VersionNumber(long major, long minor) {

  /** What the first version of a chatbot has. */
  public static final VersionNumber FIRST = new VersionNumber(1, 0);

  /**
   * The inverse of {@link #toString}.
   *
   * @throws NumberFormatException if it is none
   */
  public static VersionNumber parse(String text) {
    int point = text.indexOf('.');
    if (point < 0) {
      throw new NumberFormatException("'" + text + "' is not MAJOR.MINOR.");
    }
    return new VersionNumber(
        Long.parseLong(text.substring(0, point)), Long.parseLong(text.substring(point + 1)));
  }

  /** Another model makes the next major, the same one the next minor. */
  static VersionNumber after(@Nullable VersionNumber last, boolean sameModel) {
    if (last == null) {
      return FIRST;
    }
    return sameModel
        ? new VersionNumber(last.major, last.minor + 1)
        : new VersionNumber(last.major + 1, 0);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
