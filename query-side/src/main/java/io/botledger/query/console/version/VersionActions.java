package io.botledger.query.console.version;

import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.page.Body;
import io.botledger.query.console.page.Expected;
import io.botledger.query.console.page.Refused;
import io.botledger.query.console.page.SeeOther;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is done to a version. */
@Controller
class VersionActions {
  private static final String VERSION = "/console/chatbots/{chatbotId}/versions/{versionId}";
  private static final Map<String, Integer> COMPONENTS = Map.of("apps", 0, "settings", 1);

  /**
   * @param form has what is expected of each environment: {@code expected-prod} and so on
   */
  @PostMapping(VERSION + "/deploy")
  ResponseEntity<Void> deploy(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      @RequestParam String environment,
      @RequestParam String key,
      @RequestParam Map<String, String> form,
      Api api) {
    ApiRequest request =
        ApiRequest.post(
            ApiPath.of("/v1/chatbots/{}/versions/{}/deploy", chatbotId, versionId),
            new Body().with("environment", environment).with("reason", form.get("reason")).json());
    Refused.unlessDone(
        api.send(Expected.ofEnvironment(request, key, form.get("expected-" + environment))),
        page(chatbotId, versionId).toString());
    return chatbot(chatbotId, "deployed");
  }

  /** Back to the version, but for the components that stay as they are. */
  @PostMapping(VERSION + "/rollback")
  ResponseEntity<Void> rollback(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      @RequestParam String environment,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable List<String> keep,
      @RequestParam Map<String, String> form,
      Api api) {
    List<Integer> excluded =
        keep == null
            ? List.of()
            : keep.stream().filter(COMPONENTS::containsKey).map(COMPONENTS::get).toList();
    ApiRequest request =
        ApiRequest.post(
            ApiPath.of("/v1/chatbots/{}/versions/{}/rollback", chatbotId, versionId),
            new Body()
                .with("environment", environment)
                .with("excludeComponents", excluded)
                .with("reason", form.get("reason"))
                .json());
    Refused.unlessDone(
        api.send(Expected.ofEnvironment(request, key, form.get("expected-" + environment))),
        page(chatbotId, versionId).toString());
    return chatbot(chatbotId, "rolled-back");
  }

  @PostMapping(VERSION + "/delete")
  ResponseEntity<Void> delete(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String expected,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    ApiRequest request =
        ApiRequest.delete(
            ApiPath.of("/v1/chatbots/{}/versions/{}", chatbotId, versionId),
            new Body().with("reason", reason).json());
    Refused.unlessDone(
        api.send(Expected.ofVersion(request, key, expected)),
        page(chatbotId, versionId).toString());
    return SeeOther.page(page(chatbotId, versionId).with("done", "deleted"));
  }

  /** That it is deleted is expected by the API itself; so any revision will do. */
  @PostMapping(VERSION + "/restore")
  ResponseEntity<Void> restore(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    ApiRequest request =
        ApiRequest.post(
            ApiPath.of("/v1/chatbots/{}/versions/{}/restore", chatbotId, versionId),
            new Body().with("name", name).with("reason", reason).json());
    Refused.unlessDone(
        api.send(Expected.ofVersion(request, key, "*")), page(chatbotId, versionId).toString());
    return SeeOther.page(page(chatbotId, versionId).with("done", "restored"));
  }

  private static ResponseEntity<Void> chatbot(String chatbotId, String done) {
    return SeeOther.page(ApiPath.of("/console/chatbots/{}", chatbotId).with("done", done));
  }

  private static ApiPath page(String chatbotId, String versionId) {
    return ApiPath.of("/console/chatbots/{}/versions/{}", chatbotId, versionId);
  }
}
