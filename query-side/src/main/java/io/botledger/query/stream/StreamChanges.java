package io.botledger.query.stream;

import io.botledger.events.Environment;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.stream.Changes.Present;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/chatbots/{chatbotId}/stream}: server-sent events (HTML, section 9.2) for runtimes
 * and pages, one whenever what runs in an environment changes.
 */
@RestController
class StreamChanges {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final Changes changes;
  private final Streams streams;
  private final StreamClock clock;

  StreamChanges(Changes changes, Streams streams, StreamClock clock) {
    this.changes = changes;
    this.streams = streams;
    this.clock = clock;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/stream",
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @QueryNames("environment")
  void stream(
      @PathVariable String chatbotId,
      RequestContext context,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    QueryValues values = new QueryValues(request);
    Environment wanted = values.environment("environment");
    Long after = lastEventId(request, values);
    values.check();
    Listening listening =
        Listening.of(chatbotId, wanted, context.caller(), RequestContext.callerAgain(request));
    streams.takePlace();
    boolean begun = false;
    try {
      Present present =
          after == null
              ? changes.present(chatbotId, listening.environments())
              : new Present(List.of(), changes.newest(chatbotId));
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      // For proxies that would hold back what comes piece by piece.
      response.setHeader("X-Accel-Buffering", "no");
      if (request.getMethod().equals("HEAD")) {
        return;
      }
      AsyncContext async = request.startAsync();
      async.setTimeout(0);
      long position = after == null ? present.position() : after;
      OpenStream stream = new OpenStream(streams, listening, async, present.changes(), position);
      begun = true;
      if (streams.join(stream, present.position())) {
        clock.lookSoon();
      }
    } finally {
      if (!begun) {
        streams.freePlace();
      }
    }
  }

  /** Where to go on; null for the present. */
  private static @Nullable Long lastEventId(HttpServletRequest request, QueryValues values) {
    String given = request.getHeader(LAST_EVENT_ID);
    if (given == null || given.isEmpty()) {
      return null;
    }
    if (given.matches("[0-9]{1,18}")) {
      return Long.parseLong(given);
    }
    values.issue(
        LAST_EVENT_ID, "It must be the id of an event of the stream: an integer from 0 up.");
    return null;
  }
}
