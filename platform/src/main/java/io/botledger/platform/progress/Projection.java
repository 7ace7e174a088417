package io.botledger.platform.progress;

/** The projections whose progress a write waits for. */
public enum Projection {
  VERSION_LIST("version-list"),
  DEPLOYED_VERSION("deployed-version"),
  AUDIT_HISTORY("audit-history");

  private final String text;

  Projection(String text) {
    this.text = text;
  }

  /** The name in paths, metrics and tables. */
  public String text() {
    return text;
  }
}
