package io.botledger.query.console.projections;

import io.botledger.query.console.answer.Projection;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /console/projections}, one of them, and a rebuild or verification of it. */
@Controller
class ProjectionPages {
  private static final int ON_A_PAGE = 20;

  @GetMapping("/console/projections")
  String all(Api api, Model model) {
    model.addAttribute(
        "projections", api.read(Projection.All.class, ApiPath.of("/v1/projections")));
    return "projections";
  }

  /**
   * @param rebuild the id of a rebuild that is followed
   * @param verification the same of a verification
   */
  @GetMapping("/console/projections/{name}")
  String one(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String rebuild,
      @RequestParam(required = false) @Nullable String verification,
      @RequestParam(required = false) @Nullable String letters,
      @RequestParam(required = false) @Nullable String journal,
      @RequestParam(required = false) @Nullable String done,
      Api api,
      Model model) {
    ApiPath path = ApiPath.of("/v1/projections/{}", name);
    Part<Projection> projection = api.read(Projection.class, path);
    Projection known = projection.value();
    String running =
        rebuild == null && known != null && known.rebuild() != null
            ? known.rebuild().id()
            : rebuild;
    model.addAttribute("name", name);
    model.addAttribute("done", done);
    model.addAttribute("projection", projection);
    model.addAttribute("run", run(name, running, verification, api));
    model.addAttribute("isVerification", verification != null);
    part("letters", Projection.Letters.class, path + "/dead-letters", letters, name, api, model);
    part("journal", Projection.Journal.class, path + "/journal", journal, name, api, model);
    return "projection";
  }

  /** A page of what there may be many of, and where the pages beside it are. */
  private static <T> void part(
      String part,
      Class<T> type,
      String path,
      @Nullable String cursor,
      String name,
      Api api,
      Model model) {
    Answer answer = api.get(ApiPath.of(path).with("limit", ON_A_PAGE).with("cursor", cursor));
    model.addAttribute(part, answer.part(type));
    model.addAttribute(part + "Previous", beside(name, part, answer.cursor("prev")));
    model.addAttribute(part + "Next", beside(name, part, answer.cursor("next")));
  }

  private static @Nullable String beside(String name, String part, @Nullable String cursor) {
    return cursor == null
        ? null
        : ApiPath.of("/console/projections/{}", name).with(part, cursor) + "#" + part;
  }

  /** How far it is: asked for again and again, and put into the page. */
  @GetMapping("/console/projections/{name}/run")
  String run(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String rebuild,
      @RequestParam(required = false) @Nullable String verification,
      Api api,
      Model model) {
    model.addAttribute("name", name);
    model.addAttribute("isVerification", verification != null);
    model.addAttribute("run", run(name, rebuild, verification, api));
    return "projection-run";
  }

  private static @Nullable Part<Projection.Run> run(
      String name, @Nullable String rebuild, @Nullable String verification, Api api) {
    if (verification != null) {
      return api.read(
          Projection.Run.class,
          ApiPath.of("/v1/projections/{}/verifications/{}", name, verification));
    }
    return rebuild == null
        ? null
        : api.read(
            Projection.Run.class, ApiPath.of("/v1/projections/{}/rebuilds/{}", name, rebuild));
  }
}
