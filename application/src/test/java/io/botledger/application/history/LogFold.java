package io.botledger.application.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API must answer about a chatbot, by a plain fold of its events: written from the
 * contract, with nothing of the product's code.
 */
final class LogFold {
  private static final JsonMapper JSON = new JsonMapper();

  /** An event as the log has it; the time as RFC 3339. */
  record Logged(
      long position,
      String versionId,
      String time,
      String type,
      JsonNode payload,
      JsonNode metadata) {
    String actor() {
      return metadata.at("/actor/name").asString();
    }
  }

  private record Running(
      String id,
      String since,
      String by,
      String kind,
      @Nullable String reason,
      JsonNode components) {
    String version() {
      return components.get("conversation").asString();
    }

    boolean isWholly(String versionId) {
      return components.values().stream().allMatch(id -> id.asString().equals(versionId));
    }
  }

  private static final class Version {
    final Logged creation;
    String name;
    String deployed = "";
    @Nullable String deployedLast;
    @Nullable String deletedAt;

    Version(Logged creation) {
      this.creation = creation;
      this.name = creation.payload().get("name").asString();
    }
  }

  private final Map<String, Version> versions = new LinkedHashMap<>();
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Map<String, JsonNode> contents;

  /**
   * @param contents by hash
   */
  LogFold(Map<String, JsonNode> contents) {
    this.contents = contents;
  }

  /** Takes in one more event. */
  void take(Logged event) {
    JsonNode payload = event.payload();
    switch (event.type()) {
      case "VersionCreated" -> versions.put(event.versionId(), new Version(event));
      case "VersionDeployed" -> start(event, "deploy");
      case "VersionRolledBack" -> start(event, "rollback");
      case "VersionUndeployed" -> running.remove(payload.get("environment").asString());
      case "VersionDeleted" -> version(event.versionId()).deletedAt = event.time();
      case "VersionRestored" -> {
        version(event.versionId()).deletedAt = null;
        version(event.versionId()).name = payload.get("name").asString();
      }
      default -> throw new IllegalStateException(event.type());
    }
  }

  private void start(Logged event, String kind) {
    String environment = event.payload().get("environment").asString();
    JsonNode reason = event.metadata().get("reason");
    running.put(
        environment,
        new Running(
            event.payload().get("deploymentId").asString(),
            event.time(),
            event.actor(),
            kind,
            reason == null || reason.isNull() ? null : reason.asString(),
            event.payload().get("components")));
    version(event.versionId()).deployed = event.time();
    version(event.versionId()).deployedLast = environment;
  }

  private Version version(String id) {
    Version version = versions.get(id);
    if (version == null) {
      throw new IllegalStateException("The log does not create " + id + " before it changes it.");
    }
    return version;
  }

  /** Ids of all versions that were created so far. */
  List<String> versionIds() {
    return new ArrayList<>(versions.keySet());
  }

  boolean isDeleted(String versionId) {
    return version(versionId).deletedAt != null;
  }

  /** {@code versions} of the list, oldest first. */
  ArrayNode list(boolean includeDeleted) {
    ArrayNode list = JSON.createArrayNode();
    versions.forEach(
        (id, version) -> {
          if (includeDeleted || version.deletedAt == null) {
            list.add(dto(id));
          }
        });
    return list;
  }

  /** {@code version} of a single read, with its content. */
  ObjectNode single(String id) {
    return dto(id).set("content", content(id));
  }

  private JsonNode content(String versionId) {
    String hash = version(versionId).creation.payload().get("contentHash").asString();
    JsonNode content = contents.get(hash);
    if (content == null) {
      throw new IllegalStateException("No content has the hash " + hash);
    }
    return content;
  }

  /** {@code deployments/status}. */
  ObjectNode status() {
    ObjectNode status = JSON.createObjectNode();
    for (String environment : List.of("dev", "test", "prod")) {
      Running runs = running.get(environment);
      if (runs == null) {
        status.putNull(environment);
      } else {
        status
            .putObject(environment)
            .put("id", runs.id())
            .set("version", version(runs.version()).creation.payload().get("versionNumber"));
      }
    }
    return status;
  }

  /** {@code deployed-version}; null where it is a 404. */
  @Nullable ObjectNode deployedVersion(String environment) {
    Running runs = running.get(environment);
    if (runs == null) {
      return null;
    }
    ObjectNode answer =
        JSON.createObjectNode()
            .put("deploymentId", runs.id())
            .put("environment", environment)
            .put("since", runs.since())
            .put("by", runs.by())
            .put("kind", runs.kind())
            .put("reason", runs.reason());
    answer.set("version", dto(runs.version()));
    answer.set("components", runs.components());
    answer.set("content", composed(runs.components()));
    return answer;
  }

  private ObjectNode composed(JsonNode components) {
    ObjectNode composed = JSON.createObjectNode();
    content(components.get("conversation").asString())
        .properties()
        .forEach(
            member -> {
              if (!List.of("preferences", "integrations").contains(member.getKey())) {
                composed.set(member.getKey(), member.getValue());
              }
            });
    Map<String, String> others = Map.of("preferences", "settings", "integrations", "apps");
    for (String member : List.of("preferences", "integrations")) {
      String component = others.getOrDefault(member, "");
      JsonNode value = content(components.get(component).asString()).get(member);
      if (value != null) {
        composed.set(member, value);
      }
    }
    return composed;
  }

  private ObjectNode dto(String id) {
    Version version = version(id);
    JsonNode created = version.creation.payload();
    ArrayNode deployments = JSON.createArrayNode();
    for (String environment : List.of("prod", "test", "dev")) {
      Running runs = running.get(environment);
      if (runs != null && runs.version().equals(id)) {
        deployments
            .addObject()
            .put("environment", environment)
            .put("deploymentId", runs.id())
            .put("since", runs.since())
            .put("by", runs.by());
      }
    }
    ObjectNode dto =
        JSON.createObjectNode()
            .put("id", id)
            .put("name", version.name)
            .put("created", version.creation.time())
            .put("deployed", version.deployed);
    for (String member : List.of("modelId", "versionNumber", "stats", "description")) {
      dto.set(member, created.get(member));
    }
    if (deployments.isEmpty()) {
      dto.set("environment", created.get("environment"));
    } else {
      dto.set("environment", deployments.get(0).get("environment"));
      dto.set("deploymentId", deployments.get(0).get("deploymentId"));
    }
    dto.put("hasActiveDeployment", !deployments.isEmpty())
        .put("resettable", isResettable(id, version))
        .put("createdBy", version.creation.actor())
        .set("deployments", deployments);
    if (version.deletedAt != null) {
      dto.put("deletedAt", version.deletedAt);
    }
    return dto;
  }

  /** A rollback to it, nothing excluded and no environment named, would be accepted now. */
  private boolean isResettable(String id, Version version) {
    Running there = running.get(version.deployedLast == null ? "dev" : version.deployedLast);
    return version.deletedAt == null && (there == null || !there.isWholly(id));
  }
}
