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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code DELETE /v1/projections/{name}/dead-letters/{id}}: with a reason, which is kept. */
@RestController
class GiveUpDeadLetter {
  record Answer(boolean givenUp, long deadLetters, @Nullable Cause cause) {}

  private final Repair repair;
  private final AnsweredOnce once;

  GiveUpDeadLetter(Repair repair, AnsweredOnce once) {
    this.repair = repair;
    this.once = once;
  }

  @DeleteMapping(
      path = "/v1/projections/{name}/dead-letters/{id}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> giveUp(
      @PathVariable String name, @PathVariable String id, JsonBody body, RequestContext context) {
    Projection projection = KnownProjections.named(name);
    String reason = Reason.requiredIn(body);
    return once.answer(
        context,
        () -> repair.giveUp(projection, id, context.caller().name(), reason),
        outcome -> Reply.of(HttpStatus.OK, new Answer(true, outcome.left(), outcome.cause())),
        repair::catchUp);
  }
}
