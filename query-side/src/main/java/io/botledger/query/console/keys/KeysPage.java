package io.botledger.query.console.keys;

import io.botledger.query.console.answer.Keys;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiAway;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.api.CredentialRefused;
import io.botledger.query.console.api.Part;
import io.botledger.query.console.api.Problem;
import io.botledger.query.console.live.Live;
import io.botledger.query.console.page.Body;
import io.botledger.query.console.page.SentForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /console/keys}: which there are, a new one, and the end of one. */
@Controller
class KeysPage {
  private static final List<String> PERMISSIONS =
      List.of(
          "chatbots.versions.list",
          "chatbots.versions.create",
          "chatbots.versions.delete",
          "chatbots.versions.deploy",
          "chatbots.deployments.status",
          "chatbots.deployed-version.read",
          "chatbots.audit.read",
          "chatbots.events.read",
          "projections.manage",
          "apikeys.manage",
          "metrics.read");

  private static final ApiPath PAGE = ApiPath.of("/console/keys");
  private static final int GRANTS = 6;
  private static final int ON_A_PAGE = 50;

  @GetMapping("/console/keys")
  String show(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String done,
      Api api,
      Model model) {
    model.addAttribute("done", done);
    return page(null, cursor, api, model);
  }

  /** Shown at once and not on a page of its own: the secret is in this answer alone. */
  @PostMapping("/console/keys")
  String create(SentForm form, Api api, Model model) {
    List<Map<String, Object>> grants = new ArrayList<>();
    for (int i = 0; i < GRANTS; i++) {
      Body grant =
          new Body()
              .with("permission", form.field("permission" + i))
              .with("resource", form.field("resource" + i));
      if (grant.members().containsKey("permission")) {
        grants.add(grant.members());
      }
    }
    String body =
        form.body()
            .with("name", form.field("name"))
            .with("grants", grants)
            .with("expires", form.field("expires"))
            .json();
    Answer answer = form.send(ApiRequest.post(ApiPath.of("/v1/api-keys"), body), PAGE);
    return page(answer.as(Keys.Created.class), null, api, model);
  }

  @PostMapping("/console/keys/{id}/revoke")
  ResponseEntity<Void> revoke(@PathVariable String id, SentForm form) {
    ApiPath path = ApiPath.of("/v1/api-keys/{}", id);
    return form.send(ApiRequest.delete(path, form.body().json()), PAGE, "revoked");
  }

  private static String page(
      Keys.@Nullable Created created, @Nullable String cursor, Api api, Model model) {
    model.addAttribute("created", created);
    model.addAttribute("isFirst", cursor == null);
    try {
      // A secret is on a page that nothing leads away from.
      model.addAttribute("live", created == null ? Live.of(api, null) : null);
      Answer answer =
          api.get(ApiPath.of("/v1/api-keys").with("limit", ON_A_PAGE).with("cursor", cursor));
      model.addAttribute("keys", answer.part(Keys.class));
      String next = answer.cursor("next");
      model.addAttribute("next", next == null ? null : PAGE.with("cursor", next).toString());
    } catch (ApiAway | CredentialRefused e) {
      if (created == null) {
        throw e;
      }
      // The secret is in no other answer: it is shown, whatever becomes of the list.
      model.addAttribute(
          "keys", Part.lacking(Problem.of(503, "unavailable", "The keys cannot be listed now.")));
    }
    model.addAttribute("permissions", PERMISSIONS);
    model.addAttribute("rows", IntStream.range(0, GRANTS).boxed().toList());
    return "keys";
  }
}
