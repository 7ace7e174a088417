package io.botledger.platform.web;

/** Why a request was refused: stable codes that clients may depend on, with their usual status. */
public enum ProblemCode {
  INVALID_REQUEST("invalid-request", 400),
  MALFORMED_JSON("malformed-json", 400),
  BAD_REQUEST("bad-request", 400),
  UNAUTHORIZED("unauthorized", 401),
  FORBIDDEN("forbidden", 403),
  VERSION_NOT_FOUND("version-not-found", 404),
  NOT_FOUND("not-found", 404),
  METHOD_NOT_ALLOWED("method-not-allowed", 405),
  NOT_ACCEPTABLE("not-acceptable", 406),
  VERSION_DEPLOYED("version-deployed", 409),
  VERSION_DELETED("version-deleted", 409),
  NOT_DELETED("not-deleted", 409),
  NAME_TAKEN("name-taken", 409),
  NEVER_DEPLOYED_THERE("never-deployed-there", 409),
  ALREADY_RUNNING("already-running", 409),
  NOTHING_DEPLOYED("nothing-deployed", 409),
  NOTHING_BEFORE("nothing-before", 409),
  WAITS_BEHIND("waits-behind", 409),
  BEING_PROCESSED("being-processed", 409),
  IDEMPOTENCY_KEY_IN_USE("idempotency-key-in-use", 409),
  REBUILD_RUNNING("rebuild-running", 409),
  REBUILD_SWAPPED("rebuild-swapped", 409),
  STATE_CHANGED("state-changed", 412),
  TOO_LARGE("too-large", 413),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415),
  MISDIRECTED("misdirected", 421),
  IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422),
  PRECONDITION_REQUIRED("precondition-required", 428),
  TOO_MANY_REQUESTS("too-many-requests", 429),
  INTERNAL_ERROR("internal-error", 500),
  UNAVAILABLE("unavailable", 503),
  OUTCOME_UNKNOWN("outcome-unknown", 503);

  private final String text;
  private final int status;

  ProblemCode(String text, int status) {
    this.text = text;
    this.status = status;
  }

  /** The code as it stands in a problem document. */
  public String text() {
    return text;
  }

  /** The HTTP status that a problem of this code has unless the refusal says another one. */
  public int status() {
    return status;
  }
}
