package io.botledger.command.answer;

import io.botledger.command.decision.VersionState;
import io.botledger.command.execution.CommandResult;
import io.botledger.command.version.VersionOutcome;
import io.botledger.events.VersionCreated;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.version.VersionDto.RunningDeployment;
import io.botledger.platform.web.Timestamps;
import java.util.List;

/**
 * A version as a command left it: the same that reads show a moment later. For commands after which
 * the version runs only where they deployed it, if at all: one that was created or restored just
 * now cannot run elsewhere.
 */
public final class VersionAfterwards {
  private VersionAfterwards() {}

  public static VersionDto of(CommandResult result) {
    VersionOutcome outcome = result.outcome();
    VersionState version = outcome.version();
    VersionCreated created = version.created();
    String deploymentId = outcome.decision().deploymentId();
    return new VersionDto(
        version.versionId(),
        version.name(),
        Timestamps.format(outcome.createdAt()),
        outcome.deployedAt() == null ? "" : Timestamps.format(outcome.deployedAt()),
        created.modelId(),
        created.versionNumber(),
        created.stats(),
        created.description(),
        created.environment(),
        deploymentId,
        deploymentId != null,
        deploymentId == null,
        outcome.createdBy(),
        deploymentId == null ? List.of() : List.of(running(result)),
        null,
        null);
  }

  private static RunningDeployment running(CommandResult result) {
    return new RunningDeployment(
        result.outcome().version().created().environment(),
        result.deploymentId(),
        Timestamps.format(result.deployment().since()),
        result.deployment().by());
  }
}
