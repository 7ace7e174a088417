package io.botledger.query.console.version;

import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.page.Body;
import io.botledger.query.console.page.Components;
import io.botledger.query.console.page.Expected;
import io.botledger.query.console.page.SentForm;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What is done to a version. */
@Controller
class VersionActions {
  private static final String VERSION = "/console/chatbots/{chatbotId}/versions/{versionId}";

  @PostMapping(VERSION + "/deploy")
  ResponseEntity<Void> deploy(
      @PathVariable String chatbotId, @PathVariable String versionId, SentForm form) {
    return toEnvironment(chatbotId, versionId, "deploy", form.body(), form, "deployed");
  }

  /** Back to the version, but for the components that stay as they are. */
  @PostMapping(VERSION + "/rollback")
  ResponseEntity<Void> rollback(
      @PathVariable String chatbotId, @PathVariable String versionId, SentForm form) {
    Body body = form.body().with("excludeComponents", Components.numbers(form.fields("keep")));
    return toEnvironment(chatbotId, versionId, "rollback", body, form, "rolled-back");
  }

  /** The form has what is expected of each environment: {@code expected-prod} and so on. */
  private static ResponseEntity<Void> toEnvironment(
      String chatbotId, String versionId, String action, Body body, SentForm form, String done) {
    String environment = form.field("environment");
    ApiRequest request =
        ApiRequest.post(
            ApiPath.of("/v1/chatbots/{}/versions/{}/" + action, chatbotId, versionId),
            body.with("environment", environment).json());
    form.send(
        Expected.ofEnvironment(request, form.field("expected-" + environment)),
        page(chatbotId, versionId));
    return SentForm.seeOther(ApiPath.of("/console/chatbots/{}", chatbotId).with("done", done));
  }

  @PostMapping(VERSION + "/delete")
  ResponseEntity<Void> delete(
      @PathVariable String chatbotId, @PathVariable String versionId, SentForm form) {
    ApiPath path = ApiPath.of("/v1/chatbots/{}/versions/{}", chatbotId, versionId);
    ApiRequest request = ApiRequest.delete(path, form.body().json());
    return form.send(
        Expected.ofVersion(request, form.field("expected")), page(chatbotId, versionId), "deleted");
  }

  /** That it is deleted is expected by the API itself; so any revision will do. */
  @PostMapping(VERSION + "/restore")
  ResponseEntity<Void> restore(
      @PathVariable String chatbotId, @PathVariable String versionId, SentForm form) {
    ApiPath path = ApiPath.of("/v1/chatbots/{}/versions/{}/restore", chatbotId, versionId);
    ApiRequest request = ApiRequest.post(path, form.body().with("name", form.field("name")).json());
    return form.send(Expected.ofVersion(request, "*"), page(chatbotId, versionId), "restored");
  }

  private static ApiPath page(String chatbotId, String versionId) {
    return ApiPath.of("/console/chatbots/{}/versions/{}", chatbotId, versionId);
  }
}
