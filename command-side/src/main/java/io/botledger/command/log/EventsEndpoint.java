package io.botledger.command.log;

import io.botledger.platform.eventstore.SettledPosition;
import io.botledger.platform.web.QueryNames;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log as a whole, of a chatbot and of a version, in the order of positions. Of one chatbot
 * events become visible in that order, since each of its commands holds its row until the end; the
 * whole log ends where nothing can appear any more.
 */
@RestController
class EventsEndpoint {
  private final Log log;
  private final SettledPosition settled;

  EventsEndpoint(Log log, SettledPosition settled) {
    this.log = log;
    this.settled = settled;
  }

  @GetMapping(path = "/v1/events", produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"after", "limit"})
  ResponseEntity<EventPage.Answer> all(HttpServletRequest request) {
    EventPage page = EventPage.of(request);
    return page.answer(request, log.all(page.after(), settled.newest(), page.limit() + 1));
  }

  @GetMapping(path = "/v1/chatbots/{chatbotId}/events", produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"after", "limit"})
  ResponseEntity<EventPage.Answer> ofChatbot(
      @PathVariable String chatbotId, HttpServletRequest request) {
    EventPage page = EventPage.of(request);
    return page.answer(request, log.ofChatbot(chatbotId, page.after(), page.limit() + 1));
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/versions/{versionId}/events",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @QueryNames({"after", "limit"})
  ResponseEntity<EventPage.Answer> ofVersion(
      @PathVariable String chatbotId, @PathVariable String versionId, HttpServletRequest request) {
    EventPage page = EventPage.of(request);
    log.newestSequence(chatbotId, versionId);
    return page.answer(request, log.ofVersion(versionId, page.after(), page.limit() + 1));
  }
}
