package io.botledger.query.console.projections;

import io.botledger.query.console.answer.Projection;
import io.botledger.query.console.api.Answer;
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

/** What is done to a projection, and to its dead letters. */
@Controller
class ProjectionActions {
  private static final String PROJECTION = "/console/projections/{name}";

  @PostMapping(PROJECTION + "/rebuild")
  ResponseEntity<Void> rebuild(
      @PathVariable String name,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    Answer answer =
        post(api, ApiPath.of("/v1/projections/{}/rebuild", name), key, reason, page(name));
    return SeeOther.page(page(name).with("rebuild", answer.as(Projection.Run.class).id()));
  }

  @PostMapping(PROJECTION + "/verify")
  ResponseEntity<Void> verify(
      @PathVariable String name,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    Answer answer =
        post(api, ApiPath.of("/v1/projections/{}/verify", name), key, reason, page(name));
    return SeeOther.page(page(name).with("verification", answer.as(Projection.Run.class).id()));
  }

  @PostMapping(PROJECTION + "/rebuilds/{id}/cancel")
  ResponseEntity<Void> cancel(
      @PathVariable String name,
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    delete(api, ApiPath.of("/v1/projections/{}/rebuilds/{}", name, id), key, reason, page(name));
    return SeeOther.page(page(name).with("rebuild", id).with("done", "cancelled"));
  }

  @PostMapping(PROJECTION + "/dead-letters/{id}/retry")
  ResponseEntity<Void> retry(
      @PathVariable String name,
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    post(
        api,
        ApiPath.of("/v1/projections/{}/dead-letters/{}/retry", name, id),
        key,
        reason,
        page(name));
    return SeeOther.page(page(name).with("done", "retried"));
  }

  @PostMapping(PROJECTION + "/dead-letters/{id}/give-up")
  ResponseEntity<Void> giveUp(
      @PathVariable String name,
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(defaultValue = "") String reason,
      Api api) {
    delete(
        api, ApiPath.of("/v1/projections/{}/dead-letters/{}", name, id), key, reason, page(name));
    return SeeOther.page(page(name).with("done", "given-up"));
  }

  private static Answer post(Api api, ApiPath path, String key, String reason, ApiPath page) {
    return done(api, ApiRequest.post(path, new Body().with("reason", reason).json()), key, page);
  }

  private static void delete(Api api, ApiPath path, String key, String reason, ApiPath page) {
    done(api, ApiRequest.delete(path, new Body().with("reason", reason).json()), key, page);
  }

  private static Answer done(Api api, ApiRequest request, String key, ApiPath page) {
    Answer answer = api.send(Expected.once(request, key));
    Refused.unlessDone(answer, page.toString());
    return answer;
  }

  private static ApiPath page(String name) {
    return ApiPath.of("/console/projections/{}", name);
  }
}
