package io.botledger.query.audit;

import io.botledger.events.ApiKeyCreated;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionCreated;
import io.botledger.platform.json.Patch;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an event changes, as RFC 6902 operations on a document of the chatbot: {@code {"versions":
 * {<id>: {...}}, "environments": {"prod": {...}}}}. A version that is not deleted has no {@code
 * deletedAt}, an environment where nothing runs is absent. API keys have a document of their own:
 * {@code {"keys": {<id>: {...}}}}; one that is not revoked has no {@code revokedAt}.
 */
final class Change {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  private Change() {}

  static String created(String versionId, VersionCreated version) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("versionNumber", version.versionNumber());
    value.put("name", version.name());
    value.put("description", version.description());
    value.put("modelId", version.modelId());
    value.put("contentHash", version.contentHash());
    return Patch.of(Patch.add(version(versionId), JSON.writeValueAsString(value)));
  }

  static String started(DeploymentStarted deployment) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("deploymentId", deployment.deploymentId());
    value.put("components", deployment.components());
    return Patch.of(
        Patch.add(environment(deployment.environment().text()), JSON.writeValueAsString(value)));
  }

  static String ended(String environment) {
    return Patch.of(Patch.remove(environment(environment)));
  }

  static String deleted(String versionId, String time) {
    return Patch.of(Patch.add(version(versionId) + "/deletedAt", JSON.writeValueAsString(time)));
  }

  static String restored(String versionId, String before, String name) {
    String undeleted = Patch.remove(version(versionId) + "/deletedAt");
    return before.equals(name)
        ? Patch.of(undeleted)
        : Patch.of(
            undeleted, Patch.replace(version(versionId) + "/name", JSON.writeValueAsString(name)));
  }

  static String created(String keyId, ApiKeyCreated key) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", key.name());
    value.put("grants", key.grants());
    value.put("expires", key.expires());
    return Patch.of(Patch.add(key(keyId), JSON.writeValueAsString(value)));
  }

  static String revoked(String keyId, String time) {
    return Patch.of(Patch.add(key(keyId) + "/revokedAt", JSON.writeValueAsString(time)));
  }

  private static String key(String id) {
    return "/keys/" + Patch.escape(id);
  }

  private static String version(String id) {
    return "/versions/" + Patch.escape(id);
  }

  private static String environment(String name) {
    return "/environments/" + name;
  }
}
