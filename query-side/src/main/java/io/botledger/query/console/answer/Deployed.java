package io.botledger.query.console.answer;

import org.jspecify.annotations.Nullable;

/** {@code GET …/deployed-version}, without the content. */
public record Deployed(
    String deploymentId,
    String environment,
    String since,
    String by,
    String kind,
    @Nullable String reason,
    Version version,
    Components components) {

  /** Which version each component comes from. */
  public record Components(String apps, String settings, String conversation) {}

  public boolean isRollback() {
    return kind.equals("rollback");
  }

  /** Whether its apps come from another version than the one that runs. */
  public boolean hasOtherApps() {
    return !components.apps().equals(version.id());
  }

  /** The same of its settings. */
  public boolean hasOtherSettings() {
    return !components.settings().equals(version.id());
  }
}
