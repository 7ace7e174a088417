package io.botledger.platform.progress;

import java.util.Arrays;
import java.util.Optional;

/** The projections whose progress a write waits for. */
public enum Projection {
  VERSION_LIST("version-list"),
  DEPLOYED_VERSION("deployed-version"),
  AUDIT_HISTORY("audit-history");

  private final String text;

  Projection(String text) {
    this.text = text;
  }

  /** The projection of that name; empty if there is none. */
  public static Optional<Projection> named(String text) {
    return Arrays.stream(values()).filter(projection -> projection.text.equals(text)).findFirst();
  }

  /** The name in paths, metrics and tables. */
  public String text() {
    return text;
  }
}
