package io.botledger.bench.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A chatbot of a made-up history. */
final class Bot {

  private static final class Version {
    final String id;
    long sequence;

    Version(String id) {
      this.id = id;
    }
  }

  private final String id;
  private final List<Version> versions = new ArrayList<>();
  private @Nullable Version running;
  private @Nullable String deployment;

  Bot(String id) {
    this.id = id;
  }

  /** The newest but so many. */
  void delete(Capsule capsule, int back) throws IOException {
    Version version = versions.get(versions.size() - 1 - back);
    capsule.event(id, version.id, version.sequence++, capsule.time(), "VersionDeleted", "");
  }

  void create(Capsule capsule, @Nullable String versionId) throws IOException {
    int number = versions.size();
    Version version = new Version(versionId == null ? id(id + " version " + number) : versionId);
    String content =
        "{\"flow\":{\"steps\":[1,2,%d]},\"preferences\":{\"tone\":\"calm\"}}"
            .formatted(number % 100);
    String hash = capsule.content(content);
    capsule.event(
        id,
        version.id,
        version.sequence++,
        capsule.time(),
        "VersionCreated",
        """
        ,"name":"release %d","description":"","versionNumber":"1.%d","modelId":"",\
        "environment":"prod","stats":{"steps":3,"events":0,"intents":0,"entities":0,"flows":0,\
        "triggers":0},"contentHash":"%s","contentSize":%d"""
            .formatted(number, number, hash, content.length()));
    versions.add(version);
  }

  /** Puts the newest but so many into prod; two events where something ran there. */
  void deploy(Capsule capsule, int back, boolean rollback, @Nullable String deploymentId)
      throws IOException {
    Version version = versions.get(versions.size() - 1 - back);
    // The events of a command have one time.
    String time = capsule.time();
    String previous = deployment;
    String next =
        deploymentId == null ? id(id + " deployment " + capsule.position()) : deploymentId;
    if (running != null) {
      capsule.event(
          id,
          running.id,
          running.sequence++,
          time,
          "VersionUndeployed",
          ",\"environment\":\"prod\",\"deploymentId\":\"%s\",\"replacedBy\":\"%s\""
              .formatted(previous, next));
    }
    capsule.event(
        id,
        version.id,
        version.sequence++,
        time,
        rollback ? "VersionRolledBack" : "VersionDeployed",
        """
        ,"environment":"prod","deploymentId":"%1$s",\
        "components":{"apps":"%2$s","settings":"%2$s","conversation":"%2$s"},\
        "previousDeploymentId":%3$s%4$s"""
            .formatted(
                next,
                version.id,
                previous == null ? "null" : "\"" + previous + "\"",
                rollback ? ",\"excluded\":[],\"restoredDeploymentId\":null" : ""));
    running = version;
    deployment = next;
  }

  private static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
