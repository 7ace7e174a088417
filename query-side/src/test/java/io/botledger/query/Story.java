package io.botledger.query;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import io.botledger.query.TestLog.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to one chatbot, told in its own words. */
public final class Story {
  private record Running(String deploymentId, Composition components) {}

  private final TestLog log;
  private final String chatbotId;
  private final Map<Environment, Running> running = new EnumMap<>(Environment.class);
  private final Map<Environment, String> newest = new EnumMap<>(Environment.class);
  private final Map<String, String> names = new HashMap<>();
  private String actor = "anna";
  private @Nullable String reason;
  private int versions;
  private int deployments;

  Story(TestLog log, String chatbotId) {
    this.log = log;
    this.chatbotId = chatbotId;
  }

  Story by(String name, @Nullable String why) {
    actor = name;
    reason = why;
    return this;
  }

  Instant creates(String versionId, String name, String content) {
    names.put(versionId, name);
    return append(
        new Fact(
            versionId,
            new VersionCreated(
                chatbotId,
                name,
                "about " + name,
                "1." + versions++,
                "model",
                Environment.DEV,
                new Stats(1, 2, 3, 4, 5, 6),
                log.store(content),
                content.length())));
  }

  Instant creates(String versionId, String name) {
    return creates(versionId, name, "{}");
  }

  /** Deploys, ends what ran before, and gives the deployment's id. */
  String deploys(String versionId, Environment environment) {
    String id = nextDeployment();
    start(
        environment,
        id,
        versionId,
        Composition.of(versionId),
        new VersionDeployed(
            chatbotId, environment, id, Composition.of(versionId), newest.get(environment)));
    return id;
  }

  /** Deploys them in turn, so often in all: quickly, as one append. */
  void deploysInTurn(int times, Environment environment, String... versionIds) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      String versionId = versionIds[i % versionIds.length];
      String id = nextDeployment();
      Composition components = Composition.of(versionId);
      facts.addAll(
          started(
              environment,
              id,
              versionId,
              components,
              new VersionDeployed(
                  chatbotId, environment, id, components, newest.get(environment))));
    }
    append(facts.toArray(Fact[]::new));
  }

  /** Rolls back and keeps what runs now of some components. */
  String rollsBack(String versionId, Environment environment, String... kept) {
    Running before = running.get(environment);
    String apps = versionId;
    String settings = versionId;
    if (before != null && List.of(kept).contains("apps")) {
      apps = before.components().apps();
    }
    if (before != null && List.of(kept).contains("settings")) {
      settings = before.components().settings();
    }
    String id = nextDeployment();
    Composition components = new Composition(apps, settings, versionId);
    start(
        environment,
        id,
        versionId,
        components,
        new VersionRolledBack(
            chatbotId, environment, id, components, newest.get(environment), List.of(kept), null));
    return id;
  }

  private void start(
      Environment environment,
      String id,
      String versionId,
      Composition components,
      io.botledger.events.VersionEvent event) {
    append(started(environment, id, versionId, components, event).toArray(Fact[]::new));
  }

  private List<Fact> started(
      Environment environment,
      String id,
      String versionId,
      Composition components,
      io.botledger.events.VersionEvent event) {
    List<Fact> facts = new ArrayList<>();
    Running before = running.put(environment, new Running(id, components));
    if (before != null) {
      facts.add(
          new Fact(
              before.components().conversation(),
              new VersionUndeployed(chatbotId, environment, before.deploymentId(), id)));
    }
    facts.add(new Fact(versionId, event));
    newest.put(environment, id);
    return facts;
  }

  Instant undeploys(Environment environment) {
    Running before = running.remove(environment);
    if (before == null) {
      throw new IllegalStateException("Nothing runs in " + environment);
    }
    return append(
        new Fact(
            before.components().conversation(),
            new VersionUndeployed(chatbotId, environment, before.deploymentId(), null)));
  }

  Instant deletes(String versionId) {
    return append(new Fact(versionId, new VersionDeleted(chatbotId)));
  }

  Instant restores(String versionId) {
    return restores(versionId, names.getOrDefault(versionId, "unnamed"));
  }

  Instant restores(String versionId, String name) {
    String before = names.put(versionId, name);
    return append(new Fact(versionId, new VersionRestored(chatbotId, name, before)));
  }

  private String nextDeployment() {
    return chatbotId + "-deployment-" + ++deployments;
  }

  private Instant append(Fact... facts) {
    return log.append(actor, reason, List.of(facts));
  }
}
