package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Change;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionUndeployed;
import java.util.ArrayList;
import java.util.List;

/**
 * An environment runs at most one composition: what ran ends on its version's stream, then the next
 * starts, in one append.
 */
final class OneDeploymentEndsAsTheNextStarts {
  private OneDeploymentEndsAsTheNextStarts() {}

  /**
   * @param before what happens before that
   */
  static <E extends VersionEvent & DeploymentStarted> Accepted accept(
      List<Change> before, E started, ChatbotState chatbot) {
    List<Change> changes = new ArrayList<>(before);
    chatbot
        .running(started.environment())
        .ifPresent(running -> changes.add(end(running, started.deploymentId(), started)));
    changes.add(new Change(started.components().conversation(), started));
    return new Accepted(List.copyOf(changes), started.environment(), started.deploymentId());
  }

  private static Change end(Deployment running, String replacedBy, VersionEvent started) {
    return new Change(
        running.components().conversation(),
        new VersionUndeployed(
            started.chatbotId(), running.environment(), running.id(), replacedBy));
  }
}
