package io.botledger.command.whatif;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.Decision.Change;
import io.botledger.command.request.Asked;
import io.botledger.command.version.Refusals;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.eventstore.Moments;
import io.botledger.platform.eventstore.Moments.Moment;
import io.botledger.platform.eventstore.PastEvents;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import io.botledger.platform.web.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.axonframework.serialization.SerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a command would do. The body is read, the decision made and a refusal written by those who
 * do it for the command itself; only the state is another one, folded from the events up to the
 * moment. All of it is reading, on connections that can do nothing else.
 */
@RestController
class WhatIfEndpoint {

  /** An event that would be appended. */
  record Event(
      String type,
      String revision,
      String versionId,
      long sequence,
      @JsonRawValue String payload) {}

  /**
   * The moment whose state it was decided on.
   *
   * @param time null before the chatbot's first event
   */
  record AsOf(long position, @Nullable String time) {

    static AsOf of(Moment moment) {
      return new AsOf(
          moment.position(), moment.time() == null ? null : Timestamps.format(moment.time()));
    }
  }

  sealed interface Answer {}

  record Happens(String outcome, List<Event> events, AsOf asOf) implements Answer {}

  record IsRefused(String outcome, Map<String, Object> problem, AsOf asOf) implements Answer {}

  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A chatbot's state is held in memory, and all of its history goes through it. */
  private final Semaphore turns = new Semaphore(AT_ONCE);

  private final PastEvents events;
  private final Moments moments;
  private final EventSerializer serializer = new EventSerializer();

  WhatIfEndpoint(@Qualifier("logAnswersDataSource") DataSource logAnswersDataSource) {
    this.events = new PastEvents(logAnswersDataSource);
    this.moments = new Moments(logAnswersDataSource);
  }

  @PostMapping(
      path = "/v1/chatbots/{chatbotId}/what-if",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Answer ask(@PathVariable String chatbotId, JsonBody body, RequestContext context) {
    Question question = Question.of(body);
    Moment moment = moment(chatbotId, question);
    LiveRequest live = LiveRequest.of(chatbotId, question.type(), question.command());
    try {
      Asked asked = live.read().get();
      Past past = past(chatbotId, moment);
      Accepted accepted = Refusals.unless(asked.command(), past.decide(asked.command()));
      return new Happens("accepted", events(accepted, past), AsOf.of(moment));
    } catch (Refusal refusal) {
      if (refusal.retryAfterSeconds() != null) {
        throw refusal; // This answer is what cannot be given.
      }
      Map<String, Object> problem =
          Problems.document(live.method(), live.path(), context.correlationId(), refusal);
      return new IsRefused("refused", problem, AsOf.of(moment));
    }
  }

  private Moment moment(String chatbotId, Question question) {
    if (question.position() != null) {
      return moments.at(chatbotId, question.position());
    }
    return question.at() == null ? moments.newest(chatbotId) : moments.at(chatbotId, question.at());
  }

  private Past past(String chatbotId, Moment moment) {
    if (!turns.tryAcquire()) {
      throw Refusal.retryLater(
          ProblemCode.TOO_MANY_REQUESTS, "Too many such questions are being answered.", 1, null);
    }
    try {
      return Past.of(chatbotId, moment.position(), events, PATIENCE);
    } finally {
      turns.release();
    }
  }

  private List<Event> events(Accepted accepted, Past past) {
    return accepted.changes().stream().map(change -> event(change, past)).toList();
  }

  private Event event(Change change, Past past) {
    SerializedObject<String> payload = serializer.serialize(change.event(), String.class);
    return new Event(
        payload.getType().getName(),
        payload.getType().getRevision(),
        change.versionId(),
        past.nextSequence(change.versionId()),
        payload.getData());
  }
}
