package io.botledger.query.console.projections;

import io.botledger.query.console.answer.Projection;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.page.SentForm;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What is done to a projection, and to its dead letters. */
@Controller
class ProjectionActions {
  private static final String PROJECTION = "/console/projections/{name}";

  @PostMapping(PROJECTION + "/rebuild")
  ResponseEntity<Void> rebuild(@PathVariable String name, SentForm form) {
    return begin(name, "rebuild", "rebuild", form);
  }

  @PostMapping(PROJECTION + "/verify")
  ResponseEntity<Void> verify(@PathVariable String name, SentForm form) {
    return begin(name, "verify", "verification", form);
  }

  /** Leads to the page that follows it. */
  private static ResponseEntity<Void> begin(
      String name, String operation, String parameter, SentForm form) {
    ApiPath path = ApiPath.of("/v1/projections/{}/" + operation, name);
    Projection.Run run =
        form.send(ApiRequest.post(path, form.body().json()), page(name)).as(Projection.Run.class);
    return SentForm.seeOther(page(name).with(parameter, run.id()));
  }

  @PostMapping(PROJECTION + "/rebuilds/{id}/cancel")
  ResponseEntity<Void> cancel(@PathVariable String name, @PathVariable String id, SentForm form) {
    ApiPath path = ApiPath.of("/v1/projections/{}/rebuilds/{}", name, id);
    return form.send(
        ApiRequest.delete(path, form.body().json()), page(name).with("rebuild", id), "cancelled");
  }

  @PostMapping(PROJECTION + "/dead-letters/{id}/retry")
  ResponseEntity<Void> retry(@PathVariable String name, @PathVariable String id, SentForm form) {
    ApiPath path = ApiPath.of("/v1/projections/{}/dead-letters/{}/retry", name, id);
    return form.send(ApiRequest.post(path, form.body().json()), page(name), "retried");
  }

  @PostMapping(PROJECTION + "/dead-letters/{id}/give-up")
  ResponseEntity<Void> giveUp(@PathVariable String name, @PathVariable String id, SentForm form) {
    ApiPath path = ApiPath.of("/v1/projections/{}/dead-letters/{}", name, id);
    return form.send(ApiRequest.delete(path, form.body().json()), page(name), "given-up");
  }

  private static ApiPath page(String name) {
    return ApiPath.of("/console/projections/{}", name);
  }
}
