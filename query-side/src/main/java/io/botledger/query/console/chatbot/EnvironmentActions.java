package io.botledger.query.console.chatbot;

import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.page.Expected;
import io.botledger.query.console.page.SentForm;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What is done to an environment: back to what ran before, or run nothing. */
@Controller
class EnvironmentActions {
  private static final String ENVIRONMENT =
      "/console/chatbots/{chatbotId}/environments/{environment}";

  @PostMapping(ENVIRONMENT + "/rollback")
  ResponseEntity<Void> rollback(
      @PathVariable String chatbotId, @PathVariable String environment, SentForm form) {
    ApiPath path = ApiPath.of("/v1/chatbots/{}/environments/{}/rollback", chatbotId, environment);
    return send(form, ApiRequest.post(path, form.body().json()), chatbotId, "rolled-back");
  }

  @PostMapping(ENVIRONMENT + "/undeploy")
  ResponseEntity<Void> undeploy(
      @PathVariable String chatbotId, @PathVariable String environment, SentForm form) {
    ApiPath path = ApiPath.of("/v1/chatbots/{}/environments/{}/deployment", chatbotId, environment);
    return send(form, ApiRequest.delete(path, form.body().json()), chatbotId, "undeployed");
  }

  private static ResponseEntity<Void> send(
      SentForm form, ApiRequest request, String chatbotId, String done) {
    return form.send(
        Expected.ofEnvironment(request, form.field("expected")),
        ApiPath.of("/console/chatbots/{}", chatbotId),
        done);
  }
}
