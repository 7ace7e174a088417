package io.botledger.query.console.whatif;

import io.botledger.platform.json.Json;
import io.botledger.query.console.answer.Version;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.page.Body;
import io.botledger.query.console.page.Components;
import io.botledger.query.console.page.JsonText;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /console/chatbots/{chatbotId}/what-if}: asks, and changes nothing. */
@Controller
class WhatIfPage {
  private static final String PAGE = "/console/chatbots/{chatbotId}/what-if";
  private static final int VERSIONS = 100;

  /** Those of which a command knows one and another does not are left out of it. */
  private static final Map<String, List<String>> MEMBERS =
      Map.of(
          "CreateVersion", List.of("name", "environment", "description", "modelId", "reason"),
          "DeployVersion", List.of("versionId", "environment", "reason"),
          "RollbackVersion", List.of("versionId", "environment", "reason"),
          "UndeployVersion", List.of("environment", "reason"),
          "DeleteVersion", List.of("versionId", "reason"),
          "RestoreVersion", List.of("versionId", "name", "reason"));

  /**
   * What the API says.
   *
   * @param text the events, or the problem, as JSON
   */
  record Outcome(boolean isAccepted, String message, String text, String position) {

    static Outcome of(String answer) {
      Map<String, Json> members = JsonText.members(Json.parse(answer));
      boolean isAccepted = JsonText.string(members.get("outcome")).equals("accepted");
      Json said = members.get(isAccepted ? "events" : "problem");
      Map<String, Json> problem = JsonText.members(said);
      return new Outcome(
          isAccepted,
          isAccepted
              ? JsonText.elements(said).isEmpty()
                  ? "It would be accepted, and change nothing."
                  : "It would be accepted, with these events:"
              : "It would be refused: " + JsonText.string(problem.get("detail")),
          said == null ? "" : JsonText.pretty(said),
          JsonText.string(JsonText.members(members.get("asOf")).get("position")));
    }
  }

  @GetMapping(PAGE)
  String ask(@PathVariable String chatbotId, Api api, Model model) {
    model.addAttribute("keep", List.of());
    return page(chatbotId, Map.of(), api, model);
  }

  @PostMapping(PAGE)
  String answer(
      @PathVariable String chatbotId,
      @RequestParam Map<String, String> form,
      @RequestParam(defaultValue = "") List<String> keep,
      Api api,
      Model model) {
    String type = form.getOrDefault("type", "");
    Body command = new Body().with("type", type);
    MEMBERS.getOrDefault(type, List.of()).forEach(name -> command.with(name, form.get(name)));
    if (type.equals("CreateVersion")) {
      command.withJson("content", form.getOrDefault("content", ""));
      command.members().putIfAbsent("environment", "none"); // Deployed nowhere.
    } else if (type.equals("RollbackVersion")) {
      command.with("excludeComponents", Components.numbers(keep));
    }
    Body question = new Body().with("at", form.get("at"));
    String position = form.getOrDefault("position", "").strip();
    question.with("position", position.matches("[0-9]{1,18}") ? Long.valueOf(position) : position);
    question.with("command", command.members());
    Answer answer =
        api.send(
            ApiRequest.post(ApiPath.of("/v1/chatbots/{}/what-if", chatbotId), question.json()));
    model.addAttribute("outcome", answer.isOk() ? Outcome.of(answer.body()) : null);
    model.addAttribute("problem", answer.isOk() ? null : answer.problem());
    model.addAttribute("keep", keep);
    return page(chatbotId, form, api, model);
  }

  private static String page(String chatbotId, Map<String, String> form, Api api, Model model) {
    model.addAttribute("chatbotId", chatbotId);
    model.addAttribute("form", form);
    model.addAttribute(
        "types",
        List.of(
            "DeployVersion",
            "RollbackVersion",
            "UndeployVersion",
            "DeleteVersion",
            "RestoreVersion",
            "CreateVersion"));
    model.addAttribute(
        "versions",
        api.read(
                Version.Page.class,
                ApiPath.of("/v1/chatbots/{}/versions", chatbotId)
                    .with("limit", VERSIONS)
                    .with("order", "desc")
                    .with("includeDeleted", "true"))
            .orElse(new Version.Page(List.of()))
            .versions());
    return "what-if";
  }
}
