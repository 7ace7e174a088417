package io.botledger.command.log;

import io.botledger.platform.web.Pages;
import io.botledger.platform.web.QueryValues;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Which part of the log is asked for.
 *
 * @param after only events with a greater position
 * @param limit how many at most
 */
record EventPage(long after, int limit) {

  record Answer(List<LoggedEvent> events) {}

  /**
   * Reads the query parameters.
   *
   * @throws io.botledger.platform.web.Refusal a 400 that names every wrong one
   */
  static EventPage of(HttpServletRequest request) {
    QueryValues values = new QueryValues(request);
    EventPage page =
        new EventPage(values.after("after"), values.integer("limit", 1, Pages.MOST, Pages.USUAL));
    values.check();
    return page;
  }

  /**
   * The answer, with the way to the next page.
   *
   * @param found one event more than the page holds, if there is one
   */
  ResponseEntity<Answer> answer(HttpServletRequest request, List<LoggedEvent> found) {
    if (found.size() <= limit) {
      return ResponseEntity.ok(new Answer(found));
    }
    List<LoggedEvent> events = found.subList(0, limit);
    String next =
        "<%s?after=%d&limit=%d>; rel=\"next\""
            .formatted(request.getRequestURI(), events.get(events.size() - 1).position(), limit);
    return ResponseEntity.ok().header(HttpHeaders.LINK, next).body(new Answer(events));
  }
}
