package io.botledger.query.console.live;

import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiRequest;
import io.botledger.query.console.relay.Relays;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * {@code /console/live} and {@code /console/chatbots/{chatbotId}/live}: the API's streams, passed
 * on as they come. A browser sends a cookie with it, and no other credential.
 */
@Controller
class LiveChanges {
  private final Relays relays;

  LiveChanges(Relays relays) {
    this.relays = relays;
  }

  /**
   * What happens: all of it, or to one chatbot.
   *
   * @param after where a page begins, which cannot send a header with its first request
   * @param last the id of the event to go on behind, once there was one
   */
  @GetMapping(path = "/console/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<ResponseBodyEmitter> followAudit(
      @RequestParam(required = false) @Nullable String chatbotId,
      @RequestParam(required = false) @Nullable String after,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      HttpMethod method,
      Api api) {
    return follow(
        ApiPath.of("/v1/audit/stream").with("chatbotId", chatbotId),
        last == null ? after : last,
        method,
        api);
  }

  /**
   * What runs in a chatbot's environments, for those who may read no more.
   *
   * @param last the id of the event to go on behind; null: from the present state on
   */
  @GetMapping(
      path = "/console/chatbots/{chatbotId}/live",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<ResponseBodyEmitter> followChatbot(
      @PathVariable String chatbotId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      HttpMethod method,
      Api api) {
    return follow(ApiPath.of("/v1/chatbots/{}/stream", chatbotId), last, method, api);
  }

  private ResponseEntity<ResponseBodyEmitter> follow(
      ApiPath path, @Nullable String last, HttpMethod method, Api api) {
    ResponseEntity.BodyBuilder stream =
        ResponseEntity.ok()
            .contentType(MediaType.TEXT_EVENT_STREAM)
            .cacheControl(CacheControl.noStore())
            .header("X-Accel-Buffering", "no");
    if (last != null && !last.matches("[0-9]{0,18}")) {
      return ResponseEntity.badRequest().build();
    }
    if (method.equals(HttpMethod.HEAD)) {
      return stream.build(); // Nobody would ever read it, nor notice that it is not read.
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer =
        api.follow(
            ApiRequest.get(path)
                .with("Accept", MediaType.TEXT_EVENT_STREAM_VALUE)
                .with("Last-Event-ID", last));
    return answer.statusCode() == 200
        ? stream.body(relays.stream(answer.body()))
        : ResponseEntity.status(Answer.read(answer).status()).build();
  }
}
