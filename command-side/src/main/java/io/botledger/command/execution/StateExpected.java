package io.botledger.command.execution;

import io.botledger.command.decision.ChatbotState;
import io.botledger.command.decision.Deployment;
import io.botledger.command.state.CommandState;
import io.botledger.command.state.CommandState.Started;
import io.botledger.command.version.VersionOutcome;
import io.botledger.events.Environment;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.Preconditions;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.Timestamps;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Whether what a command found under the chatbot's lock is what its caller expected: of what
 * changes an environment, the deployment that runs there; of what changes a version alone, its
 * revision.
 */
record StateExpected(Preconditions preconditions) {

  /**
   * Looks at an accepted command before it is committed.
   *
   * @param chatbot as it was before it
   * @throws Refusal {@code state-changed} with what is there; a 400 if the command changes nothing
   *     that could be expected
   */
  void check(VersionOutcome outcome, ChatbotState chatbot, CommandState tables) {
    if (!preconditions.areGiven()) {
      return;
    }
    Environment environment = outcome.decision().environment();
    if (environment != null) {
      Deployment present = chatbot.running(environment).orElse(null);
      if (!preconditions.hold(present == null ? null : EntityTags.of(present.id()))) {
        throw changed(
            "What runs in %s is not what was expected.".formatted(environment.text()),
            present == null ? null : present(present, tables));
      }
    } else if (outcome.before() != null) {
      VersionSnapshot present = outcome.before();
      if (!preconditions.hold(present.entityTag())) {
        throw changed(
            "The version is not as it was expected.",
            Map.of("versionId", present.id(), "entityTag", present.entityTag()));
      }
    } else {
      throw Refusal.invalid(
          preconditions.tags().isEmpty() ? HttpHeaders.IF_NONE_MATCH : HttpHeaders.IF_MATCH,
          "This request changes nothing that is there already.");
    }
  }

  private static Refusal changed(String message, @Nullable Object present) {
    return Refusal.of(ProblemCode.STATE_CHANGED, message).with("present", present);
  }

  private static Map<String, Object> present(Deployment deployment, CommandState tables) {
    Started started = tables.started(deployment.id());
    Map<String, Object> present = new LinkedHashMap<>();
    present.put("deploymentId", deployment.id());
    present.put("versionId", deployment.components().conversation());
    present.put("since", Timestamps.format(started.since()));
    present.put("by", started.by());
    return present;
  }
}
