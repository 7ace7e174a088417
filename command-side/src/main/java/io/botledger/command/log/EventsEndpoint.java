package io.botledger.command.log;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.QueryNames;
import io.botledger.platform.web.Refusal;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log of a chatbot and of a version, on connections of its own: whoever pages through it does
 * not hold up those that the projections follow it on. Of one chatbot events become visible in the
 * order of their positions, since each of its commands holds its row until the end.
 */
@RestController
class EventsEndpoint {

  record Answer(List<LoggedEvent> events) {}

  private final JdbcClient database;

  EventsEndpoint(@Qualifier("logAnswersDataSource") DataSource logAnswersDataSource) {
    this.database = JdbcClient.create(logAnswersDataSource);
  }

  @GetMapping(path = "/v1/chatbots/{chatbotId}/events", produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"after", "limit"})
  ResponseEntity<Answer> ofChatbot(
      @PathVariable String chatbotId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    EventPage page = EventPage.of(after, limit);
    List<LoggedEvent> events =
        database
            .sql(
                "select "
                    + LoggedEvent.COLUMNS
                    + """
                       from events.event where chatbot_id = ? and global_index > ?
                      order by global_index limit ?
                    """)
            .params(chatbotId, page.after(), page.limit() + 1)
            .query(LoggedEvent::read)
            .list();
    return answer("/v1/chatbots/" + chatbotId + "/events", page, events);
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/versions/{versionId}/events",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"after", "limit"})
  ResponseEntity<Answer> ofVersion(
      @PathVariable String chatbotId,
      @PathVariable String versionId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    EventPage page = EventPage.of(after, limit);
    List<LoggedEvent> events =
        database
            .sql(
                "select "
                    + LoggedEvent.COLUMNS
                    + """
                       from events.event
                      where aggregate_identifier = ? and chatbot_id = ? and global_index > ?
                      order by sequence_number limit ?
                    """)
            .params(versionId, chatbotId, page.after(), page.limit() + 1)
            .query(LoggedEvent::read)
            .list();
    if (events.isEmpty() && !exists(chatbotId, versionId)) {
      throw Refusal.of(ProblemCode.VERSION_NOT_FOUND, "There is no such version in this chatbot.");
    }
    return answer("/v1/chatbots/" + chatbotId + "/versions/" + versionId + "/events", page, events);
  }

  private boolean exists(String chatbotId, String versionId) {
    return database
        .sql(
            """
            select exists (select from events.event
              where aggregate_identifier = ? and sequence_number = 0 and chatbot_id = ?)
            """)
        .params(versionId, chatbotId)
        .query(Boolean.class)
        .single();
  }

  private static ResponseEntity<Answer> answer(
      String path, EventPage page, List<LoggedEvent> oneMore) {
    if (oneMore.size() <= page.limit()) {
      return ResponseEntity.ok(new Answer(oneMore));
    }
    List<LoggedEvent> events = oneMore.subList(0, page.limit());
    String next =
        "<%s?after=%d&limit=%d>; rel=\"next\""
            .formatted(path, events.get(events.size() - 1).position(), page.limit());
    return ResponseEntity.ok().header(HttpHeaders.LINK, next).body(new Answer(events));
  }
}
