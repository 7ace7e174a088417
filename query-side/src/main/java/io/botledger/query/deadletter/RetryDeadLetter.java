package io.botledger.query.deadletter;

import io.botledger.platform.web.JsonBody;
import io.botledger.platform.web.RequestContext;
import io.botledger.query.deadletter.Repair.Outcome;
import io.botledger.query.journal.Reason;
import io.botledger.query.projection.Cause;
import io.botledger.query.standing.KnownProjections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/projections/{name}/dead-letters/{id}/retry}. */
@RestController
class RetryDeadLetter {

  /** That it still fails is no error of the request. */
  record Answer(boolean retried, long deadLetters, @Nullable Cause cause) {}

  private final Repair repair;

  RetryDeadLetter(Repair repair) {
    this.repair = repair;
  }

  @PostMapping(
      path = "/v1/projections/{name}/dead-letters/{id}/retry",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Answer retry(
      @PathVariable String name, @PathVariable String id, JsonBody body, RequestContext context) {
    Outcome outcome =
        repair.retry(KnownProjections.named(name), id, context.caller().name(), Reason.in(body));
    return new Answer(true, outcome.left(), outcome.cause());
  }
}
