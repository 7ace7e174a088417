package io.botledger.command.execution;

import io.botledger.command.state.CommandState.Started;
import io.botledger.command.version.VersionOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An accepted and committed command, with all that answers tell of it.
 *
 * @param outcome the version it was decided on
 * @param time of all its events
 * @param actor who said it
 * @param started the deployment that runs in consequence, be it new or not; null if the command is
 *     about no environment, or ended what ran
 * @param positions of its events, in order; empty if nothing changed
 * @param reads whether reads show it by now
 */
public record CommandResult(
    VersionOutcome outcome,
    Instant time,
    String actor,
    @Nullable Started started,
    List<Long> positions,
    Reads reads) {

  /** Whether reads show what was written. */
  public enum Reads {
    /** They do. */
    SHOW_IT,
    /** They did not within the time that a write waits for them. */
    LAG,
    /** Nobody wanted to know. */
    NOT_WAITED_FOR
  }

  /** The id of the deployment that runs in consequence. */
  public String deploymentId() {
    return Objects.requireNonNull(outcome.decision().deploymentId());
  }

  /** The deployment that runs in consequence. */
  public Started deployment() {
    return Objects.requireNonNull(started);
  }
}
