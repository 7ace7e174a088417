package io.botledger.query.console.chatbot;

import io.botledger.query.console.answer.Ledger;
import io.botledger.query.console.answer.Version;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.Part;
import io.botledger.query.console.live.Live;
import io.botledger.query.console.page.Text;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /console/chatbots/{chatbotId}}: now, or as of a moment. */
@Controller
class ChatbotPage {
  private static final int VERSIONS = 50;

  @GetMapping("/console/chatbots/{chatbotId}")
  String show(
      @PathVariable String chatbotId,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable String span,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String done,
      Api api,
      Model model) {
    String moment = at == null || at.isBlank() ? null : at.strip();
    Instant now = Objects.requireNonNullElseGet(Text.instant(moment), Instant::now);
    Live live = moment == null ? Live.of(api, chatbotId) : null;
    ChatbotReads reads = new ChatbotReads(api, chatbotId, moment);
    Answer versions =
        api.get(
            ApiPath.of("/v1/chatbots/{}/versions", chatbotId)
                .with("limit", VERSIONS)
                .with("order", "desc")
                .with("includeDeleted", "true")
                .with("at", cursor == null ? moment : null)
                .with("cursor", cursor));
    Part<List<Ledger.Entry>> ledger = reads.ledger();
    model.addAttribute("chatbotId", chatbotId);
    model.addAttribute("at", moment);
    model.addAttribute("span", span);
    model.addAttribute("done", done);
    List<Environment> environments = reads.environments(ledger, now);
    model.addAttribute("environments", environments);
    boolean canBeFollowed =
        moment == null && environments.stream().allMatch(Environment::isReadable);
    model.addAttribute("live", live == null && canBeFollowed ? Live.ofChatbot(chatbotId) : live);
    model.addAttribute("versions", versions.part(Version.Page.class));
    model.addAttribute("isFirst", cursor == null);
    model.addAttribute("next", versions.cursor("next"));
    model.addAttribute("previous", versions.cursor("prev"));
    model.addAttribute("ledger", ledger);
    model.addAttribute(
        "timeline",
        Timeline.of(ledger.orElse(List.of()), Instant.now(), Text.instant(moment), span));
    return "chatbot";
  }
}
