package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Refused;
import io.botledger.platform.web.ProblemCode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A version of another chatbot is as unknown as one that never was. */
final class VersionsBelongToOneChatbot {
  private static final Refused REFUSED =
      new Refused(ProblemCode.VERSION_NOT_FOUND, "There is no such version in this chatbot.");

  private VersionsBelongToOneChatbot() {}

  static Decision find(
      @Nullable VersionState version, String chatbotId, Function<VersionState, Decision> decide) {
    return version != null && version.chatbotId().equals(chatbotId)
        ? decide.apply(version)
        : REFUSED;
  }
}
