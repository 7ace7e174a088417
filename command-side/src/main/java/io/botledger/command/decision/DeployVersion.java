package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionDeployed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an environment run a version, with all three components.
 *
 * @param deploymentId the id that the deployment gets
 */
public record DeployVersion(
    String chatbotId, String versionId, Environment environment, String deploymentId)
    implements ChatbotCommand {

  @Override
  public String target(ChatbotState chatbot) {
    return versionId;
  }

  @Override
  public Decision decide(@Nullable VersionState version, ChatbotState chatbot) {
    return VersionsBelongToOneChatbot.find(
        version,
        chatbotId,
        found -> Decision.of(ADeletedVersionDoesNotRun.check(found), () -> deploy(chatbot)));
  }

  private Accepted deploy(ChatbotState chatbot) {
    Composition components = Composition.of(versionId);
    Optional<Deployment> running = chatbot.running(environment);
    if (running.isPresent() && running.get().components().equals(components)) {
      return new Accepted(List.of(), environment, running.get().id());
    }
    return OneDeploymentEndsAsTheNextStarts.accept(
        List.of(),
        new VersionDeployed(
            chatbotId,
            environment,
            deploymentId,
            components,
            chatbot.newest(environment).map(Deployment::id).orElse(null)),
        chatbot);
  }
}
