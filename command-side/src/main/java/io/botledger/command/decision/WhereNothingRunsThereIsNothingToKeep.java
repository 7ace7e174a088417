package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.Environment;
import io.botledger.platform.web.ProblemCode;
import java.util.Optional;

/** Components are excluded from a rollback to stay as they run, so something has to run. */
final class WhereNothingRunsThereIsNothingToKeep {
  private WhereNothingRunsThereIsNothingToKeep() {}

  static Optional<Refused> check(
      boolean anythingExcluded, Environment environment, ChatbotState chatbot) {
    return anythingExcluded && chatbot.running(environment).isEmpty()
        ? Optional.of(
            new Refused(
                ProblemCode.NOTHING_DEPLOYED,
                "Nothing runs in %s, so no component can be kept as it is."
                    .formatted(environment.text())))
        : Optional.empty();
  }
}
