package io.botledger.platform.route;

import java.util.Locale;

/** The two sides of the house; in the split shape each runs in processes of its own. */
public enum Side {
  COMMAND,
  QUERY;

  /** As in {@code botledger.role}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
