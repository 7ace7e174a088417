package io.botledger.query.deployed;

import io.botledger.events.Environment;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.asof.Viewpoint;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.util.RawValue;

/** AI Hub's "Get Deployed Version": that of {@code prod}, with all members of its content. */
@RestController
class AiHubReadDeployedVersion {
  private final Running running;

  AiHubReadDeployedVersion(Running running) {
    this.running = running;
  }

  @GetMapping(
      path = "/api/ai-hub/assistant/{assistant_id}/deployed-version",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> read(
      @PathVariable("assistant_id") String assistantId, HttpServletRequest request) {
    Running.One one =
        running
            .find(assistantId, Environment.PROD, Viewpoint.PRESENT)
            .orElseThrow(() -> Running.nothingDeployed(Environment.PROD, Viewpoint.PRESENT));
    String tag = EntityTags.of(one.deployment().id());
    if (EntityTags.isKnown(request, tag)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("deployed_version", members(one));
    return ResponseEntity.ok().eTag(tag).body(answer);
  }

  private Map<String, Object> members(Running.One one) {
    VersionSnapshot version = one.version();
    Map<String, String> content = running.content(one.deployment().components()).members();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version_id", version.id());
    members.put("version_name", version.name());
    members.put("name", given(content, "name", version.name()));
    if (content.containsKey("description") || !version.description().isEmpty()) {
      members.put("description", given(content, "description", version.description()));
    }
    members.put("deployed_at", Timestamps.format(one.deployment().from()));
    members.put("deployed_by", one.deployment().actor());
    content.forEach((name, value) -> members.putIfAbsent(name, new RawValue(value)));
    return members;
  }

  /** A content's member as it was given, else the version's own. */
  private static Object given(Map<String, String> content, String name, String own) {
    String value = content.get(name);
    return value == null || value.equals("null") ? own : new RawValue(value);
  }
}
