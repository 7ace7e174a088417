package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.VersionRestored;
import io.botledger.platform.web.ProblemCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Undoes a deletion: the version has everything it had.
 *
 * @param name the name it has from now on; null is its own, which may be taken by now
 */
public record RestoreVersion(String chatbotId, String versionId, @Nullable String name)
    implements ChatbotCommand {

  @Override
  public String target(ChatbotState chatbot) {
    return versionId;
  }

  @Override
  public Decision decide(@Nullable VersionState version, ChatbotState chatbot) {
    return VersionsBelongToOneChatbot.find(version, chatbotId, found -> restore(found, chatbot));
  }

  private Decision restore(VersionState version, ChatbotState chatbot) {
    String newName = name == null ? version.name() : name;
    return Decision.of(
        deleted(version)
            .or(() -> NamesAreUniqueAmongVersionsThatAreNotDeleted.check(newName, chatbot)),
        () -> Accepted.of(versionId, new VersionRestored(chatbotId, newName, version.name())));
  }

  private static Optional<Refused> deleted(VersionState version) {
    return version.deleted()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                ProblemCode.NOT_DELETED, "The version '" + version.name() + "' is not deleted."));
  }
}
