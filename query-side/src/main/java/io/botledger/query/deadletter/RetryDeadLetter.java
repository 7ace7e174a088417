package io.botledger.query.deadletter;

import io.botledger.platform.answer.Reply;
import io.botledger.platform.progress.Projection;
import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.answer.AnsweredOnce;
import io.botledger.query.journal.Reason;
import io.botledger.query.projection.Cause;
import io.botledger.query.standing.KnownProjections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/projections/{name}/dead-letters/{id}/retry}. */
@RestController
class RetryDeadLetter {

  /** That it still fails is no error of the request. */
  record Answer(boolean retried, long deadLetters, @Nullable Cause cause) {}

  private final Repair repair;
  private final AnsweredOnce once;

  RetryDeadLetter(Repair repair, AnsweredOnce once) {
    this.repair = repair;
    this.once = once;
  }

  @PostMapping(
      path = "/v1/projections/{name}/dead-letters/{id}/retry",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> retry(
      @PathVariable String name, @PathVariable String id, JsonBody body, RequestContext context) {
    Projection projection = KnownProjections.named(name);
    String reason = Reason.in(body);
    return once.answer(
        context,
        () -> repair.retry(projection, id, context.caller().name(), reason),
        outcome -> Reply.of(HttpStatus.OK, new Answer(true, outcome.left(), outcome.cause())),
        repair::catchUp);
  }
}
