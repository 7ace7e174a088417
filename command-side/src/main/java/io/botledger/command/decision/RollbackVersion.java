package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionRolledBack;
import io.botledger.platform.web.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an environment go back: to a version, or to what ran there before.
 *
 * @param versionId null is what ran before; then {@code environment} is needed and nothing excluded
 * @param environment null is where the version was deployed last, else {@code dev}
 * @param excluded what stays as it runs
 * @param deploymentId the id that the deployment gets
 */
public record RollbackVersion(
    String chatbotId,
    @Nullable String versionId,
    @Nullable Environment environment,
    Set<Component> excluded,
    String deploymentId)
    implements ChatbotCommand {

  /** A component that can stay as it is. */
  public enum Component {
    APPS("apps"),
    SETTINGS("settings");

    private final String text;

    Component(String text) {
      this.text = text;
    }

    /** The name in events. */
    public String text() {
      return text;
    }
  }

  public RollbackVersion {
    if (versionId == null && (environment == null || !excluded.isEmpty())) {
      throw new IllegalArgumentException("An environment goes back as a whole.");
    }
    excluded = Set.copyOf(excluded);
  }

  @Override
  public @Nullable String target(ChatbotState chatbot) {
    return versionId != null
        ? versionId
        : whatRanBefore(chatbot).map(before -> before.components().conversation()).orElse(null);
  }

  @Override
  public Decision decide(@Nullable VersionState version, ChatbotState chatbot) {
    return versionId == null
        ? whatRanBefore(chatbot)
            .map(before -> toDeployment(before, chatbot))
            .orElseGet(
                () ->
                    new Refused(
                        ProblemCode.NOTHING_BEFORE, "There is nothing that ran there before."))
        : VersionsBelongToOneChatbot.find(
            version, chatbotId, found -> toVersion(found, versionId, chatbot));
  }

  private Optional<Deployment> whatRanBefore(ChatbotState chatbot) {
    return Optional.ofNullable(environment)
        .flatMap(known -> ARollbackSaidTwiceGoesBackTwice.target(known, chatbot));
  }

  private Decision toDeployment(Deployment before, ChatbotState chatbot) {
    return Decision.of(
        ADeletedVersionDoesNotRun.check(before.components(), chatbot)
            .or(
                () ->
                    ARollbackChangesWhatRuns.check(
                        before.components(), before.environment(), chatbot)),
        () -> accept(before.environment(), before.components(), before.id(), chatbot));
  }

  private Decision toVersion(VersionState version, String id, ChatbotState chatbot) {
    Environment where =
        Optional.ofNullable(environment)
            .or(() -> Optional.ofNullable(version.deployedLast()))
            .orElse(Environment.DEV);
    Composition components = composition(id, where, chatbot);
    return Decision.of(
        ADeletedVersionDoesNotRun.check(version)
            .or(() -> TestAndProdGoBackOnlyToWhatRanThere.check(version, where))
            .or(
                () ->
                    WhereNothingRunsThereIsNothingToKeep.check(!excluded.isEmpty(), where, chatbot))
            .or(() -> ARollbackChangesWhatRuns.check(components, where, chatbot)),
        () -> accept(where, components, version.newestDeployments().get(where), chatbot));
  }

  private Composition composition(String id, Environment where, ChatbotState chatbot) {
    Composition running =
        chatbot.running(where).map(Deployment::components).orElse(Composition.of(id));
    return new Composition(
        excluded.contains(Component.APPS) ? running.apps() : id,
        excluded.contains(Component.SETTINGS) ? running.settings() : id,
        id);
  }

  private Accepted accept(
      Environment where, Composition components, @Nullable String restored, ChatbotState chatbot) {
    List<String> kept = excluded.stream().sorted().map(Component::text).toList();
    return OneDeploymentEndsAsTheNextStarts.accept(
        List.of(),
        new VersionRolledBack(
            chatbotId,
            where,
            deploymentId,
            components,
            chatbot.newest(where).map(Deployment::id).orElse(null),
            kept,
            restored),
        chatbot);
  }
}
