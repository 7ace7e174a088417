package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.Composition;
import io.botledger.platform.web.ProblemCode;
import java.util.Optional;
import java.util.stream.Stream;

/** It has to be restored before it can run again, wholly or in part. */
final class ADeletedVersionDoesNotRun {
  private ADeletedVersionDoesNotRun() {}

  static Optional<Refused> check(VersionState version) {
    return version.deleted()
        ? Optional.of(
            new Refused(
                ProblemCode.VERSION_DELETED,
                "The version '" + version.name() + "' is deleted. Restore it first."))
        : Optional.empty();
  }

  static Optional<Refused> check(Composition components, ChatbotState chatbot) {
    return Stream.of(components.conversation(), components.settings(), components.apps())
        .filter(chatbot::isDeleted)
        .findFirst()
        .map(
            id ->
                new Refused(
                    ProblemCode.VERSION_DELETED,
                    "The version " + id + ", which ran before, is deleted. Restore it first."));
  }
}
