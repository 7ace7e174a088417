package io.botledger.query.console.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET …/deployments}. */
public record Ledger(List<Entry> deployments) {

  public record Entry(
      String deploymentId,
      String environment,
      String versionId,
      String versionNumber,
      String name,
      Deployed.Components components,
      String kind,
      String from,
      @Nullable String to,
      String by,
      @Nullable String reason,
      @Nullable String previousDeploymentId) {

    public boolean isRollback() {
      return kind.equals("rollback");
    }
  }
}
