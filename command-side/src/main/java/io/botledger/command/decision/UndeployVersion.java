package io.botledger.command.decision;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Change;
import io.botledger.command.decision.Decision.Refused;
import io.botledger.events.Environment;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.web.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends what runs in an environment; nothing follows. */
public record UndeployVersion(String chatbotId, Environment environment) implements ChatbotCommand {

  @Override
  public @Nullable String target(ChatbotState chatbot) {
    return chatbot
        .running(environment)
        .map(running -> running.components().conversation())
        .orElse(null);
  }

  @Override
  public Decision decide(@Nullable VersionState version, ChatbotState chatbot) {
    return chatbot
        .running(environment)
        .<Decision>map(this::end)
        .orElseGet(
            () ->
                new Refused(
                    ProblemCode.NOTHING_DEPLOYED, "Nothing runs in " + environment.text() + "."));
  }

  private Accepted end(Deployment running) {
    Change ended =
        new Change(
            running.components().conversation(),
            new VersionUndeployed(chatbotId, environment, running.id(), null));
    return new Accepted(List.of(ended), environment, null);
  }
}
