package io.botledger.application.history;

import io.botledger.command.decision.ChatbotCommand;
import io.botledger.command.decision.CreateVersion;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.RollbackVersion.Component;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.command.decision.VersionContent;
import io.botledger.command.execution.Commands;
import io.botledger.command.request.Asked;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.platform.answer.Reply;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Surface;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A long history of one chatbot, one command after the other. The same seed draws the same commands
 * (ids apart), whatever other chatbots do meanwhile.
 */
final class RandomHistory implements Callable<Map<String, Integer>> {

  /** Contents that have all components, some, or none. */
  private static final List<String> CONTENTS =
      List.of(
          "{}",
          "{\"flow\":{\"steps\":[1,2,3]},\"preferences\":{\"tone\":1.10},\"integrations\":{\"crm\":true}}",
          "{\"integrations\":{\"shop\":[\"a\"]},\"greeting\":\"hallo\",\"preferences\":{\"tone\":2e1}}",
          "{\"greeting\":\"only talk\",\"intents\":[{\"intents\":[]}]}",
          "{\"preferences\":{},\"name\":\"Display\",\"description\":\"of the content\"}",
          "{\"integrations\":{\"crm\":{\"url\":\"x\"}}}");

  private final String chatbotId;
  private final Random random;
  private final int commands;
  private final Commands side;
  private final List<String> versions = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  RandomHistory(String chatbotId, long seed, int commands, Commands side) {
    this.chatbotId = chatbotId;
    this.random = new Random(seed);
    this.commands = commands;
    this.side = side;
  }

  /** Makes the history; how many commands ended how. */
  @Override
  public Map<String, Integer> call() {
    for (int i = 0; i < commands; i++) {
      ChatbotCommand command = draw();
      outcomes.merge(carryOut(command), 1, Integer::sum);
    }
    return outcomes;
  }

  private String carryOut(ChatbotCommand command) {
    RequestContext context =
        new RequestContext(
            new Caller(oneOf("ann", "bob", "ci"), "key", Grants.ALL),
            oneOf(Surface.V1, Surface.AI_HUB),
            "correlation",
            true);
    try {
      Asked asked = new Asked(command, orNull("because", "=why, \"not\""));
      side.execute(asked, context, accepted -> Reply.of(HttpStatus.OK, "")).join();
      if (command instanceof CreateVersion create) {
        versions.add(create.versionId());
      }
      return "accepted";
    } catch (CompletionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        return refusal.code().text();
      }
      throw e;
    }
  }

  private ChatbotCommand draw() {
    int kind = versions.isEmpty() ? 0 : random.nextInt(100);
    if (kind < 12) {
      return create();
    } else if (kind < 42) {
      return new DeployVersion(chatbotId, version(), environment(), Commands.newId());
    } else if (kind < 57) {
      return new DeleteVersion(chatbotId, version());
    } else if (kind < 67) {
      return new RestoreVersion(chatbotId, version(), random.nextInt(3) == 0 ? name() : null);
    } else if (kind < 85) {
      return new RollbackVersion(
          chatbotId,
          version(),
          random.nextBoolean() ? environment() : null,
          oneOf(
              Set.of(),
              Set.of(Component.APPS),
              Set.of(Component.SETTINGS),
              Set.of(Component.APPS, Component.SETTINGS)),
          Commands.newId());
    } else if (kind < 95) {
      return new RollbackVersion(chatbotId, null, environment(), Set.of(), Commands.newId());
    }
    return new UndeployVersion(chatbotId, environment());
  }

  private CreateVersion create() {
    String json = CONTENTS.get(random.nextInt(CONTENTS.size()));
    return new CreateVersion(
        chatbotId,
        Commands.newId(),
        name(),
        oneOf("", "a description"),
        orNull("m1", "m2"),
        new VersionContent(
            json,
            Contents.hash(json),
            json.getBytes(StandardCharsets.UTF_8).length,
            new Stats(random.nextInt(9), 0, 0, 0, 0, random.nextInt(9))),
        orNull(Environment.TEST, Environment.PROD),
        Commands.newId());
  }

  /** Names collide now and then. */
  private String name() {
    return "version " + random.nextInt(150);
  }

  /** The newer ones more often; now and then one that does not exist. */
  private String version() {
    if (random.nextInt(60) == 0) {
      return "nobody's";
    }
    int last = versions.size() - 1;
    return versions.get(
        random.nextInt(3) == 0
            ? random.nextInt(last + 1)
            : last - random.nextInt(Math.min(6, last + 1)));
  }

  private Environment environment() {
    return oneOf(Environment.values());
  }

  @SafeVarargs
  private <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  @SafeVarargs
  private <T> @Nullable T orNull(T... values) {
    int one = random.nextInt(values.length + 1);
    return one == values.length ? null : values[one];
  }
}
