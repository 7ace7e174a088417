package io.botledger.command.execution;

import io.botledger.command.state.CommandState.Started;
import io.botledger.command.version.VersionOutcome;
import io.botledger.platform.web.EntityTags;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An accepted command, with all that answers tell of it.
 *
 * @param outcome the version it was decided on
 * @param time of all its events
 * @param actor who said it
 * @param started the deployment that runs in consequence, be it new or not; null if the command is
 *     about no environment, or ended what ran
 */
public record CommandResult(
    VersionOutcome outcome, Instant time, String actor, @Nullable Started started) {

  /** The id of the deployment that runs in consequence. */
  public String deploymentId() {
    return Objects.requireNonNull(outcome.decision().deploymentId());
  }

  /** The deployment that runs in consequence. */
  public Started deployment() {
    return Objects.requireNonNull(started);
  }

  /** The entity tag of the version as it is now. */
  public String versionTag() {
    return outcome.version().entityTag();
  }

  /** The entity tag of what runs in the environment now. */
  public String deploymentTag() {
    return EntityTags.of(deploymentId());
  }
}
