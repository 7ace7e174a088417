package io.botledger.query.console.audit;

import io.botledger.query.console.answer.Audit;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.live.Live;
import io.botledger.query.console.page.Refused;
import io.botledger.query.console.relay.Relays;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** {@code /console/audit}, and the same as CSV. Its address says all that is asked for. */
@Controller
class AuditPage {
  private static final List<String> FILTERS =
      List.of(
          "chatbotId",
          "versionId",
          "environment",
          "actor",
          "action",
          "surface",
          "from",
          "to",
          "text",
          "order");
  private static final int ON_A_PAGE = 50;

  private final Relays relays;

  AuditPage(Relays relays) {
    this.relays = relays;
  }

  @GetMapping("/console/audit")
  String show(@RequestParam Map<String, String> asked, Api api, Model model) {
    String chatbotId = asked.getOrDefault("chatbotId", "").strip();
    Live live = Live.of(api, chatbotId.isEmpty() ? null : chatbotId);
    Answer answer =
        api.get(
            filtered("/v1/audit", asked)
                .with("limit", ON_A_PAGE)
                .with("cursor", asked.get("cursor")));
    model.addAttribute("asked", asked);
    model.addAttribute("isFiltered", FILTERS.stream().anyMatch(name -> isGiven(asked, name)));
    model.addAttribute("entries", answer.part(Audit.class));
    model.addAttribute("previous", beside(asked, answer.cursor("prev")));
    model.addAttribute("next", beside(asked, answer.cursor("next")));
    // What is newer is behind the last page then.
    boolean isBefore = "asc".equals(asked.get("order")) && answer.cursor("next") != null;
    model.addAttribute("live", isBefore ? null : live);
    model.addAttribute("first", filtered("/console/audit", asked).toString());
    model.addAttribute("csv", filtered("/console/audit.csv", asked).toString());
    return "audit";
  }

  /** All of it, as it comes. */
  @GetMapping("/console/audit.csv")
  ResponseEntity<ResponseBodyEmitter> csv(
      @RequestParam Map<String, String> asked, HttpMethod method, Api api) {
    ResponseEntity.BodyBuilder file =
        ResponseEntity.ok()
            .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
    if (method.equals(HttpMethod.HEAD)) {
      return file.build();
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer =
        api.follow(ApiRequest.get(filtered("/v1/audit", asked)).with("Accept", "text/csv"));
    if (answer.statusCode() != 200) {
      throw Refused.by(Answer.read(answer), filtered("/console/audit", asked).toString());
    }
    return file.body(relays.file(answer.body()));
  }

  private static @Nullable String beside(Map<String, String> asked, @Nullable String cursor) {
    return cursor == null ? null : filtered("/console/audit", asked).with("cursor", cursor) + "";
  }

  private static boolean isGiven(Map<String, String> asked, String name) {
    return !asked.getOrDefault(name, "").isBlank();
  }

  private static ApiPath filtered(String pattern, Map<String, String> asked) {
    ApiPath path = ApiPath.of(pattern);
    for (String name : FILTERS) {
      if (isGiven(asked, name)) {
        path = path.with(name, asked.getOrDefault(name, "").strip());
      }
    }
    return path;
  }
}
