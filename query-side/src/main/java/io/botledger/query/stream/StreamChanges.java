package io.botledger.query.stream;

import io.botledger.events.Environment;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.stream.StreamAnswers.Beginning;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
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
  private final Changes changes;
  private final StreamAnswers streams;

  StreamChanges(Changes changes, StreamAnswers environmentStreams) {
    this.changes = changes;
    this.streams = environmentStreams;
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
    Long after = StreamAnswers.lastEventId(request, values);
    values.check();
    ListeningToEnvironments listening =
        ListeningToEnvironments.of(
            chatbotId, wanted, context.caller(), RequestContext.callerAgain(request));
    streams.begin(
        request,
        response,
        listening,
        after,
        () ->
            after == null
                ? changes.present(chatbotId, listening.environments())
                : new Beginning(List.of(), changes.newest(chatbotId)));
  }
}
