package io.botledger.query.console.log;

import io.botledger.query.console.answer.Events;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Part;
import io.botledger.query.console.live.Live;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /console/log}: a stretch of the log, the whole one or a chatbot's, and of one event of it
 * the state before and after.
 */
@Controller
class LogPage {
  private static final int ON_A_PAGE = 200;

  /**
   * @param after where the stretch begins; without it some events before the position are in it too
   * @param part whether only the event is asked for, to be put into the page
   */
  @GetMapping("/console/log")
  String show(
      @RequestParam(required = false) @Nullable String chatbotId,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(required = false) @Nullable Long position,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      Api api,
      Model model) {
    String chatbot = chatbotId == null || chatbotId.isBlank() ? null : chatbotId.strip();
    long start = after != null ? after : position == null ? 0 : Math.max(0, position - 100);
    Live live = Live.of(api, chatbot);
    Answer answer = api.get(log(chatbot).with("after", start).with("limit", ON_A_PAGE));
    Part<Events> events = answer.part(Events.class);
    List<Events.Event> stretch = events.orElse(new Events(List.of())).events();
    Optional<Events.Event> shown =
        stretch.stream()
            .filter(event -> position == null || event.position() >= position)
            .findFirst()
            .or(() -> stretch.stream().reduce((first, second) -> second));
    model.addAttribute("chatbotId", chatbot);
    model.addAttribute("after", start);
    model.addAttribute("events", events);
    model.addAttribute("event", shown.orElse(null));
    model.addAttribute("step", shown.map(event -> step(api, event)).orElse(null));
    model.addAttribute(
        "previous", start == 0 ? null : page(chatbot, Math.max(0, start - ON_A_PAGE)));
    boolean isLast = answer.link("next").isEmpty();
    String behind =
        page(chatbot, stretch.isEmpty() ? start : stretch.get(stretch.size() - 1).position());
    model.addAttribute("next", isLast ? null : behind);
    model.addAttribute("live", isLast && events.isThere() ? live : null);
    model.addAttribute("behind", behind);
    return part == null ? "log" : "log-event";
  }

  private static Step step(Api api, Events.Event event) {
    if (!event.isOfAVersion()) {
      return Step.ofNoVersion(event);
    }
    Answer answer =
        api.get(
            ApiPath.of(
                "/v1/chatbots/{}/versions/{}/events/{}",
                event.chatbotId(),
                event.versionId(),
                Long.toString(event.sequence())));
    return answer.isOk() ? Step.of(answer.body()) : Step.lacking(answer.problem());
  }

  private static ApiPath log(@Nullable String chatbotId) {
    return chatbotId == null
        ? ApiPath.of("/v1/events")
        : ApiPath.of("/v1/chatbots/{}/events", chatbotId);
  }

  private static String page(@Nullable String chatbotId, long after) {
    return ApiPath.of("/console/log").with("chatbotId", chatbotId).with("after", after).toString();
  }
}
