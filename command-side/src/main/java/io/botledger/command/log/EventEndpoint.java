package io.botledger.command.log;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.platform.eventstore.PastEvent;
import io.botledger.platform.eventstore.PastEvents;
import io.botledger.platform.json.Difference;
import io.botledger.platform.json.Json;
import io.botledger.platform.json.Patch;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * One step through the log: an event of a version, and the version before and after it. Computed
 * from the version's events up to there, which are few.
 */
@RestController
class EventEndpoint {

  /**
   * @param before null before the first
   * @param change JSON patch
   */
  record Answer(
      LoggedEvent event,
      @Nullable VersionDto before,
      VersionDto after,
      @JsonRawValue String change) {}

  private final Log log;
  private final PastEvents events;
  private final JsonMapper json;

  EventEndpoint(
      Log log,
      @Qualifier("logAnswersDataSource") DataSource logAnswersDataSource,
      JsonMapper json) {
    this.log = log;
    this.events = new PastEvents(logAnswersDataSource);
    this.json = json;
  }

  @GetMapping(
      path = "/v1/chatbots/{chatbotId}/versions/{versionId}/events/{sequence}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Answer> step(
      @PathVariable String chatbotId, @PathVariable String versionId, @PathVariable long sequence) {
    long newest = log.newestSequence(chatbotId, versionId);
    if (sequence > newest) {
      throw Refusal.of(
          ProblemCode.NOT_FOUND,
          "The version has no event %d; its newest is %d.".formatted(sequence, newest));
    }
    Fold fold = new Fold();
    events.ofVersion(versionId, sequence, fold::take);
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    String links = links("/v1/chatbots/" + chatbotId + "/versions/" + versionId, sequence, newest);
    if (!links.isEmpty()) {
      answer.header(HttpHeaders.LINK, links);
    }
    return answer.body(answer(log.one(versionId, sequence), fold));
  }

  private Answer answer(LoggedEvent event, Fold fold) {
    VersionDto before = fold.before == null ? null : fold.before.dto();
    VersionDto after = fold.after().dto();
    return new Answer(
        event,
        before,
        after,
        Patch.of(Difference.between(json(before), json(after)).toArray(String[]::new)));
  }

  private Json json(@Nullable VersionDto version) {
    return Json.parse(json.writeValueAsString(version));
  }

  private static String links(String version, long sequence, long newest) {
    return Stream.of(
            sequence > 0 ? link(version, sequence - 1, "prev") : "",
            sequence < newest ? link(version, sequence + 1, "next") : "")
        .filter(link -> !link.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String link(String version, long sequence, String relation) {
    return "<%s/events/%d>; rel=\"%s\"".formatted(version, sequence, relation);
  }

  /** A version, and what it was before its newest event. */
  private static final class Fold {
    private @Nullable VersionSnapshot before;
    private @Nullable VersionSnapshot after;

    void take(PastEvent past) {
      before = after;
      after =
          VersionSnapshot.evolve(
              before, past.versionId(), past.event(), past.sequence(), past.time(), past.actor());
    }

    VersionSnapshot after() {
      if (after == null) {
        throw new IllegalStateException("The version has no beginning.");
      }
      return after;
    }
  }
}
