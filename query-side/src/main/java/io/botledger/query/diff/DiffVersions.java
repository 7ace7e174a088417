package io.botledger.query.diff;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.events.Environment;
import io.botledger.platform.json.Difference;
import io.botledger.platform.json.Json;
import io.botledger.platform.json.Json.Members;
import io.botledger.platform.json.Patch;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import io.botledger.query.asof.Viewpoint;
import io.botledger.query.deployed.Running;
import io.botledger.query.versionlist.VersionList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/chatbots/{chatbotId}/versions/{a}/diff/{b}}. The paths are those of the whole
 * content; the three lists, one after the other, turn a into b.
 */
@RestController
class DiffVersions {
  record Answer(String from, String to, Components components) {}

  /** Each one a JSON patch, as text. */
  record Components(
      @JsonRawValue String conversation,
      @JsonRawValue String apps,
      @JsonRawValue String settings) {}

  private static final String DEPLOYED = "deployed:";
  private static final String APPS = "integrations";
  private static final String SETTINGS = "preferences";

  private final VersionList versions;
  private final Running running;

  DiffVersions(VersionList versions, Running running) {
    this.versions = versions;
    this.running = running;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/versions/{a}/diff/{b}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Answer diff(@PathVariable String chatbotId, @PathVariable String a, @PathVariable String b) {
    String from = version(chatbotId, a);
    String to =
        b.startsWith(DEPLOYED)
            ? running.content(chatbotId, environment(b.substring(DEPLOYED.length())))
            : version(chatbotId, b);
    return new Answer(a, b, components(from, to));
  }

  static Components components(String from, String to) {
    Map<String, Json> a = ((Members) Json.parse(from)).members();
    Map<String, Json> b = ((Members) Json.parse(to)).members();
    return new Components(
        patch(a, b, name -> !Set.of(APPS, SETTINGS).contains(name)),
        patch(a, b, APPS::equals),
        patch(a, b, SETTINGS::equals));
  }

  private static String patch(Map<String, Json> a, Map<String, Json> b, Predicate<String> part) {
    return Patch.of(Difference.between(part(a, part), part(b, part)).toArray(String[]::new));
  }

  private static Json part(Map<String, Json> members, Predicate<String> part) {
    Map<String, Json> kept = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (part.test(name)) {
            kept.put(name, value);
          }
        });
    return new Members(kept);
  }

  private String version(String chatbotId, String versionId) {
    return versions
        .find(chatbotId, versionId, Viewpoint.PRESENT)
        .map(VersionList.WithContent::content)
        .orElseThrow(
            () ->
                Refusal.of(
                    ProblemCode.VERSION_NOT_FOUND,
                    "There is no version '" + versionId + "' in this chatbot."));
  }

  private static Environment environment(String text) {
    return Arrays.stream(Environment.values())
        .filter(environment -> environment.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    "b", "It must be a version's id, or deployed: and one of: dev, test, prod."));
  }
}
