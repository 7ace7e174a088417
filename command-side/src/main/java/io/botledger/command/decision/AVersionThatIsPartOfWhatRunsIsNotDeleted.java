package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.Environment;
import io.botledger.platform.web.ProblemCode;
import java.util.List;
import java.util.Optional;

/** In whichever environment, with whichever of its components. */
final class AVersionThatIsPartOfWhatRunsIsNotDeleted {
  private AVersionThatIsPartOfWhatRunsIsNotDeleted() {}

  static Optional<Refused> check(VersionState version, ChatbotState chatbot) {
    List<String> environments =
        chatbot.running().values().stream()
            .filter(deployment -> deployment.components().contains(version.versionId()))
            .map(Deployment::environment)
            .sorted()
            .map(Environment::text)
            .toList();
    return environments.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                ProblemCode.VERSION_DEPLOYED,
                "The version '%s' is part of what runs in %s."
                    .formatted(version.name(), String.join(", ", environments))));
  }
}
