package io.botledger.query.console.chatbots;

import io.botledger.query.console.answer.Audit;
import io.botledger.query.console.answer.Chatbots;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Part;
import io.botledger.query.console.live.Live;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /}: the chatbots, what runs in each environment, and what was done last. */
@Controller
class ChatbotsPage {
  private static final int ON_A_PAGE = 50;

  @GetMapping("/")
  String show(
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String cursor,
      Api api,
      Model model) {
    Part<Audit> latest = Live.newest(api, null);
    Answer answer =
        api.get(
            ApiPath.of("/v1/chatbots")
                .with("text", text)
                .with("limit", ON_A_PAGE)
                .with("cursor", cursor));
    model.addAttribute("text", text);
    model.addAttribute("chatbots", answer.part(Chatbots.class));
    model.addAttribute("next", answer.cursor("next"));
    model.addAttribute("previous", answer.cursor("prev"));
    model.addAttribute("latest", latest);
    model.addAttribute("live", Live.behind(latest, null));
    model.addAttribute("isFirst", cursor == null);
    return "chatbots";
  }
}
