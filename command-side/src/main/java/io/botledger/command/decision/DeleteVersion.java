package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.VersionDeleted;
import io.botledger.platform.web.ProblemCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes a version; it can be restored. */
public record DeleteVersion(String chatbotId, String versionId) implements ChatbotCommand {

  @Override
  public String target(ChatbotState chatbot) {
    return versionId;
  }

  @Override
  public Decision decide(@Nullable VersionState version, ChatbotState chatbot) {
    return VersionsBelongToOneChatbot.find(
        version,
        chatbotId,
        found ->
            Decision.of(
                notDeletedYet(found)
                    .or(() -> AVersionThatIsPartOfWhatRunsIsNotDeleted.check(found, chatbot)),
                () -> Accepted.of(versionId, new VersionDeleted(chatbotId))));
  }

  private static Optional<Refused> notDeletedYet(VersionState version) {
    return version.deleted()
        ? Optional.of(
            new Refused(
                ProblemCode.VERSION_DELETED,
                "The version '" + version.name() + "' is deleted already."))
        : Optional.empty();
  }
}
