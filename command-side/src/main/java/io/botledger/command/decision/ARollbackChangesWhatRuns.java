package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.platform.web.ProblemCode;
import java.util.Optional;

/** Who goes back to what already runs is told so: something is not as they think it is. */
final class ARollbackChangesWhatRuns {
  private ARollbackChangesWhatRuns() {}

  static Optional<Refused> check(
      Composition wanted, Environment environment, ChatbotState chatbot) {
    return chatbot
        .running(environment)
        .filter(running -> running.components().equals(wanted))
        .map(
            running ->
                new Refused(
                    ProblemCode.ALREADY_RUNNING,
                    "Exactly this already runs in %s.".formatted(environment.text())));
  }
}
