package io.botledger.query.console.version;

import io.botledger.query.console.answer.Deployed;
import io.botledger.query.console.answer.Version;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Part;
import io.botledger.query.console.chatbot.ChatbotReads;
import io.botledger.query.console.live.Live;
import io.botledger.query.console.page.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /console/chatbots/{chatbotId}/versions/{versionId}}: now, or as of a moment. */
@Controller
class VersionPage {
  private static final List<String> ENVIRONMENTS = List.of("prod", "test", "dev");

  /** Answered as now, but for deleted versions too, which are gone otherwise. */
  private static final String END_OF_TIME = "9999-12-31T23:59:59.999Z";

  private static final int GONE = 410;
  private static final int OTHERS = 100;

  /**
   * What runs in an environment, and what a form about it expects.
   *
   * @param expected a deployment's id, {@code none}, or nothing if it is not known
   */
  record Place(String name, @Nullable Deployed running, String expected, boolean runsThis) {

    static Place of(String name, Part<Deployed> part, String versionId) {
      Deployed running = part.value();
      if (running != null) {
        return new Place(
            name, running, running.deploymentId(), running.version().id().equals(versionId));
      }
      boolean isEmpty = part.problem() != null && part.problem().isNotFound();
      return new Place(name, null, isEmpty ? "none" : "", false);
    }

    /** What is expected, as a header. */
    public String condition() {
      return Expected.condition(expected);
    }
  }

  @GetMapping("/console/chatbots/{chatbotId}/versions/{versionId}")
  String show(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable String against,
      @RequestParam(defaultValue = "") String other,
      @RequestParam(required = false) @Nullable String done,
      Api api,
      Model model) {
    String moment = at == null || at.isBlank() ? null : at.strip();
    Live live = moment == null ? Live.of(api, chatbotId) : null;
    ApiPath path = ApiPath.of("/v1/chatbots/{}/versions/{}", chatbotId, versionId);
    Answer answer = api.get(path.with("at", moment));
    if (answer.status() == GONE) {
      answer = api.get(path.with("at", END_OF_TIME));
    }
    model.addAttribute("chatbotId", chatbotId);
    model.addAttribute("versionId", versionId);
    model.addAttribute("at", moment);
    model.addAttribute("done", done);
    model.addAttribute("version", answer.part(Version.One.class));
    model.addAttribute("content", answer.isOk() ? Content.of(answer.body()) : null);
    model.addAttribute("entityTag", answer.header("ETag"));
    String compared =
        other.isBlank() ? Objects.requireNonNullElse(against, "").strip() : other.strip();
    model.addAttribute("against", compared);
    model.addAttribute("other", other.strip());
    List<Place> places = moment == null ? places(api, chatbotId, versionId) : List.of();
    model.addAttribute("places", places);
    boolean canBeFollowed =
        moment == null && places.stream().noneMatch(place -> place.expected().isEmpty());
    model.addAttribute("live", live == null && canBeFollowed ? Live.ofChatbot(chatbotId) : live);
    model.addAttribute("others", others(api, chatbotId, versionId));
    Part<Differences> differences = null;
    if (!compared.isEmpty()) {
      Answer diff =
          api.get(
              ApiPath.of("/v1/chatbots/{}/versions/{}/diff/{}", chatbotId, versionId, compared));
      differences =
          diff.isOk() ? Part.of(Differences.of(diff.body())) : Part.lacking(diff.problem());
    }
    model.addAttribute("differences", differences);
    return "version";
  }

  private static List<Place> places(Api api, String chatbotId, String versionId) {
    ChatbotReads reads = new ChatbotReads(api, chatbotId, null);
    List<Place> places = new ArrayList<>();
    for (String environment : ENVIRONMENTS) {
      places.add(Place.of(environment, reads.deployed(environment), versionId));
    }
    return places;
  }

  /** Those that it may be compared with; the newest ones only. */
  private static List<Version> others(Api api, String chatbotId, String versionId) {
    return api
        .read(
            Version.Page.class,
            ApiPath.of("/v1/chatbots/{}/versions", chatbotId)
                .with("limit", OTHERS)
                .with("order", "desc"))
        .orElse(new Version.Page(List.of()))
        .versions()
        .stream()
        .filter(version -> !version.id().equals(versionId))
        .toList();
  }
}
