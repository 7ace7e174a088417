package io.botledger.query.deployed;

import io.botledger.events.Environment;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.web.EntityTags;
import io.botledger.platform.web.Surface;
import io.botledger.platform.web.Timestamps;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** AI Hub's "Get Deployed Version": that of {@code prod}, with all members of its content. */
@RestController
class AiHubReadDeployedVersion {
  private final Running running;
  private final KeptAnswers kept;
  private final JsonMapper json;

  AiHubReadDeployedVersion(Running running, KeptAnswers kept, JsonMapper json) {
    this.running = running;
    this.kept = kept;
    this.json = json;
  }

  @GetMapping(
      path = "/api/ai-hub/assistant/{assistant_id}/deployed-version",
      produces = MediaType.APPLICATION_JSON_VALUE)
  void read(
      @PathVariable("assistant_id") String assistantId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Place place = new Place(Surface.AI_HUB, assistantId, Environment.PROD);
    kept.serve(place, request, (before, known) -> running.made(place, before, known, this::answer))
        .write(request, response, Environment.PROD);
  }

  private Served.Answer answer(Running.One one) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("deployed_version", members(one));
    return new Served.Answer(EntityTags.of(one.deployment().id()), json.writeValueAsBytes(answer));
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
