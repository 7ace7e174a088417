package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Change;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeployed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates a version and, if asked for, deploys it at once.
 *
 * @param versionId the id it gets, never used before
 * @param modelId null takes over that of the version created last
 * @param deployTo null creates it for {@code dev} and deploys nothing
 * @param deploymentId the id that a deployment gets
 */
public record CreateVersion(
    String chatbotId,
    String versionId,
    String name,
    String description,
    @Nullable String modelId,
    VersionContent content,
    @Nullable Environment deployTo,
    String deploymentId)
    implements ChatbotCommand {

  @Override
  public String target(ChatbotState chatbot) {
    return versionId;
  }

  @Override
  public Decision decide(@Nullable VersionState version, ChatbotState chatbot) {
    if (version != null) {
      throw new IllegalStateException("The version id " + versionId + " was used before.");
    }
    return Decision.of(
        NamesAreUniqueAmongVersionsThatAreNotDeleted.check(name, chatbot), () -> create(chatbot));
  }

  private Accepted create(ChatbotState chatbot) {
    Change created = new Change(versionId, created(chatbot));
    if (deployTo == null) {
      return new Accepted(List.of(created), null, null);
    }
    return OneDeploymentEndsAsTheNextStarts.accept(
        List.of(created),
        new VersionDeployed(
            chatbotId,
            deployTo,
            deploymentId,
            Composition.of(versionId),
            chatbot.newest(deployTo).map(Deployment::id).orElse(null)),
        chatbot);
  }

  private VersionCreated created(ChatbotState chatbot) {
    String model = Optional.ofNullable(modelId).orElse(chatbot.lastModelId());
    VersionNumber number =
        VersionNumber.after(chatbot.lastNumber(), model.equals(chatbot.lastModelId()));
    return new VersionCreated(
        chatbotId,
        name,
        description,
        number.toString(),
        model,
        Optional.ofNullable(deployTo).orElse(Environment.DEV),
        content.stats(),
        content.hash(),
        content.size());
  }
}
