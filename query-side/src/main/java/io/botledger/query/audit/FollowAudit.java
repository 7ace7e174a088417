package io.botledger.query.audit;

import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.stream.Change;
import io.botledger.query.stream.StreamAnswers;
import io.botledger.query.stream.StreamAnswers.Beginning;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/audit/stream}: server-sent events (HTML, section 9.2), an entry whenever something
 * has happened.
 */
@RestController
class FollowAudit {
  private final AuditGrowth growth;
  private final StreamAnswers streams;

  FollowAudit(AuditGrowth growth, StreamAnswers auditStreams) {
    this.growth = growth;
    this.streams = auditStreams;
  }

  @GetMapping(path = "/v1/audit/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @QueryNames("chatbotId")
  void follow(HttpServletRequest request, HttpServletResponse response, RequestContext context)
      throws IOException {
    QueryValues values = new QueryValues(request);
    String chatbotId = values.id("chatbotId");
    // As for the audit itself: of several chatbots together only who may see all of them.
    context.require(Permission.AUDIT_READ, new Resource(chatbotId, null));
    Long after = StreamAnswers.lastEventId(request, values);
    values.check();
    streams.begin(
        request,
        response,
        new ListeningToAudit(
            chatbotId, context.caller().kind(), RequestContext.callerAgain(request)),
        after,
        () -> beginning(after == null));
  }

  /** Whoever begins with what comes from now on is told where that is. */
  private Beginning beginning(boolean isNow) {
    long end = growth.end();
    return new Beginning(isNow ? List.of(Change.mark(end)) : List.of(), end);
  }
}
