package io.botledger.application.split;

import io.botledger.application.contract.Answer;
import java.time.Duration;

/**
 * A write as the one sees it who sent it.
 *
 * @param id the correlation id, which every event of it has in the log
 * @param status 0 if there was no answer
 * @param lagged whether it was acknowledged without waiting any longer for the reads
 */
record Write(String id, Kind kind, Outcome outcome, int status, boolean lagged, Duration took) {

  /** What is written, with the type of the event of which there must be exactly one. */
  enum Kind {
    CREATE("VersionCreated"),
    DEPLOY("VersionDeployed"),
    UNDEPLOY("VersionUndeployed"),
    DELETE("VersionDeleted");

    private final String event;

    Kind(String event) {
      this.event = event;
    }

    String event() {
      return event;
    }
  }

  /** What is known of it by its answer. */
  enum Outcome {
    /** It is in the log, for ever. */
    ACKNOWLEDGED,
    /** It is not in the log. */
    REFUSED,
    /** It is in the log once, or not at all. */
    UNKNOWN;

    static Outcome of(Answer answer) {
      if (answer.status() < 300) {
        return ACKNOWLEDGED;
      }
      if (answer.status() < 500 || answer.code().equals("unavailable")) {
        return REFUSED;
      }
      if (answer.code().equals("outcome-unknown")) {
        return UNKNOWN;
      }
      throw new AssertionError(answer.text());
    }
  }
}
