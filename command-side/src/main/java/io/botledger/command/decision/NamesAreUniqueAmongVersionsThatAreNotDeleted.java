package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Refused;
import io.botledger.platform.web.ProblemCode;
import java.util.Optional;

/** Two versions that people can choose from never have the same name. */
final class NamesAreUniqueAmongVersionsThatAreNotDeleted {
  private NamesAreUniqueAmongVersionsThatAreNotDeleted() {}

  static Optional<Refused> check(String name, ChatbotState chatbot) {
    return chatbot.hasName(name)
        ? Optional.of(
            new Refused(
                ProblemCode.NAME_TAKEN,
                "Another version of this chatbot is called '" + name + "'."))
        : Optional.empty();
  }
}
