package io.botledger.query.deadletter;

import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.deadletter.Repair.Outcome;
import io.botledger.query.journal.Reason;
import io.botledger.query.projection.Cause;
import io.botledger.query.standing.KnownProjections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code DELETE /v1/projections/{name}/dead-letters/{id}}: with a reason, which is kept. */
@RestController
class GiveUpDeadLetter {
  record Answer(boolean givenUp, long deadLetters, @Nullable Cause cause) {}

  private final Repair repair;

  GiveUpDeadLetter(Repair repair) {
    this.repair = repair;
  }

  @DeleteMapping(
      path = "/v1/projections/{name}/dead-letters/{id}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Answer giveUp(
      @PathVariable String name, @PathVariable String id, JsonBody body, RequestContext context) {
    Outcome outcome =
        repair.giveUp(
            KnownProjections.named(name), id, context.caller().name(), Reason.requiredIn(body));
    return new Answer(true, outcome.left(), outcome.cause());
  }
}
