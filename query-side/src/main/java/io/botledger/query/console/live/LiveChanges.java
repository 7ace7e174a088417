package io.botledger.query.console.live;

import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * {@code /console/chatbots/{chatbotId}/live}: the API's stream of a chatbot, passed on as it comes.
 * A browser sends a cookie with it, and no other credential.
 */
@Controller
class LiveChanges {
  private final Set<Relay> open = ConcurrentHashMap.newKeySet();

  @GetMapping(
      path = "/console/chatbots/{chatbotId}/live",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<ResponseBodyEmitter> follow(
      @PathVariable String chatbotId,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      Api api) {
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer =
        api.follow(ApiPath.of("/v1/chatbots/{}/stream", chatbotId), last);
    Relay relay = new Relay(open);
    if (answer.statusCode() != 200) {
      relay.end();
      answer.body().subscribe(relay);
      return ResponseEntity.status(answer.statusCode()).build();
    }
    answer.body().subscribe(relay);
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .cacheControl(CacheControl.noStore())
        .header("X-Accel-Buffering", "no")
        .body(relay.toBrowser());
  }

  /** Browsers come again by themselves, and find another process or the next one. */
  @EventListener
  void stop(ContextClosedEvent closed) {
    open.forEach(Relay::end);
  }
}
