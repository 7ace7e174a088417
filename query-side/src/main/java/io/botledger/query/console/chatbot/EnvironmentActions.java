package io.botledger.query.console.chatbot;

import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.page.Body;
import io.botledger.query.console.page.Expected;
import io.botledger.query.console.page.Refused;
import io.botledger.query.console.page.SeeOther;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is done to an environment: back to what ran before, or run nothing. */
@Controller
class EnvironmentActions {

  @PostMapping("/console/chatbots/{chatbotId}/environments/{environment}/rollback")
  ResponseEntity<Void> rollback(
      @PathVariable String chatbotId,
      @PathVariable String environment,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String expected,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    ApiRequest request =
        ApiRequest.post(
            ApiPath.of("/v1/chatbots/{}/environments/{}/rollback", chatbotId, environment),
            new Body().with("reason", reason).json());
    return send(api, Expected.ofEnvironment(request, key, expected), chatbotId, "rolled-back");
  }

  @PostMapping("/console/chatbots/{chatbotId}/environments/{environment}/undeploy")
  ResponseEntity<Void> undeploy(
      @PathVariable String chatbotId,
      @PathVariable String environment,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String expected,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    ApiRequest request =
        ApiRequest.delete(
            ApiPath.of("/v1/chatbots/{}/environments/{}/deployment", chatbotId, environment),
            new Body().with("reason", reason).json());
    return send(api, Expected.ofEnvironment(request, key, expected), chatbotId, "undeployed");
  }

  private static ResponseEntity<Void> send(
      Api api, ApiRequest request, String chatbotId, String done) {
    ApiPath page = ApiPath.of("/console/chatbots/{}", chatbotId);
    Refused.unlessDone(api.send(request), page.toString());
    return SeeOther.page(page.with("done", done));
  }
}
