package io.botledger.command.decision;

import io.botledger.events.Environment;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionRolledBack;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an environment goes back to. Every deployment knows it from its start, so that going back
 * walks a chain and never turns round: after a rollback it counts from the deployment that was gone
 * back to.
 */
final class ARollbackSaidTwiceGoesBackTwice {
  private ARollbackSaidTwiceGoesBackTwice() {}

  /** What the environment goes back to now; where nothing runs, what ran there last. */
  static Optional<Deployment> target(Environment environment, ChatbotState chatbot) {
    Optional<Deployment> running = chatbot.running(environment);
    return running.isPresent()
        ? running.map(Deployment::goesBackTo).map(chatbot::deployment)
        : chatbot.newest(environment);
  }

  /** Where a deploy goes back to: what ran last, unless that was the same composition. */
  static @Nullable String after(VersionDeployed started, ChatbotState before) {
    Deployment newest = before.newest(started.environment()).orElse(null);
    if (newest == null) {
      return null;
    }
    return newest.components().equals(started.components()) ? newest.goesBackTo() : newest.id();
  }

  /** Where a rollback goes back to: where the deployment that it restored went back to. */
  static @Nullable String after(VersionRolledBack started, ChatbotState before) {
    if (started.restoredDeploymentId() != null) {
      return before.deployment(started.restoredDeploymentId()).goesBackTo();
    }
    return before.newest(started.environment()).map(Deployment::id).orElse(null);
  }
}
