package io.botledger.query.stream;

import io.botledger.events.Composition;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.Environment;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.query.projection.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What an environment runs from a position on: as {@code deployed-version} without its content;
 * where nothing runs, no deployment is named.
 */
record ChangeOfEnvironment(
    @Nullable String deploymentId,
    Environment environment,
    @Nullable String since,
    @Nullable String by,
    @Nullable String kind,
    @Nullable String reason,
    @Nullable VersionDto version,
    @Nullable Composition components) {

  /**
   * Of an event after which an environment runs something else. Whoever tells it, and whenever, it
   * is the same.
   *
   * @param version of the event, as it was after it
   */
  static Change of(Recorded recorded, VersionSnapshot version) {
    if (recorded.event() instanceof DeploymentStarted started) {
      return told(
          recorded,
          new ChangeOfEnvironment(
              started.deploymentId(),
              started.environment(),
              recorded.timeText(),
              recorded.actor(),
              started instanceof VersionRolledBack ? "rollback" : "deploy",
              recorded.reason(),
              version.dto(),
              started.components()));
    }
    if (recorded.event() instanceof VersionUndeployed ended) {
      return told(
          recorded,
          new ChangeOfEnvironment(
              null,
              ended.environment(),
              recorded.timeText(),
              recorded.actor(),
              "undeploy",
              recorded.reason(),
              null,
              null));
    }
    throw new IllegalArgumentException("It changes no environment: " + recorded.event());
  }

  /** Where nothing has ever run. */
  static Change none(Environment environment) {
    return Change.ofNoPosition(
        environment,
        new ChangeOfEnvironment(null, environment, null, null, null, null, null, null));
  }

  /** Whether the environment runs something else after the event. */
  static boolean isIn(Recorded recorded) {
    return recorded.event() instanceof DeploymentStarted
        || (recorded.event() instanceof VersionUndeployed ended && ended.replacedBy() == null);
  }

  private static Change told(Recorded recorded, ChangeOfEnvironment change) {
    return Change.of(recorded.position(), change.environment(), change);
  }
}
