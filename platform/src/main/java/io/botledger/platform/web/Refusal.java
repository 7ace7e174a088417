package io.botledger.platform.web;

import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is not carried out, and why. The only exception that is an answer: every other one
 * is an outage or a defect.
 */
public final class Refusal extends RuntimeException {
  private final ProblemCode code;
  private final int status;
  private final List<Issue> issues;
  private final @Nullable Integer retryAfterSeconds;
  private final Map<String, @Nullable Object> members;

  private Refusal(
      ProblemCode code,
      int status,
      String message,
      List<Issue> issues,
      @Nullable Integer retryAfterSeconds,
      Map<String, @Nullable Object> members,
      @Nullable Throwable cause) {
    super(message, cause, false, cause != null);
    this.code = code;
    this.status = status;
    this.issues = List.copyOf(issues);
    this.retryAfterSeconds = retryAfterSeconds;
    this.members = Collections.unmodifiableMap(new HashMap<>(members));
  }

  private Refusal(
      ProblemCode code,
      int status,
      String message,
      List<Issue> issues,
      @Nullable Integer retryAfterSeconds,
      @Nullable Throwable cause) {
    this(code, status, message, issues, retryAfterSeconds, Map.of(), cause);
  }

  public static Refusal of(ProblemCode code, String message) {
    return new Refusal(code, code.status(), message, List.of(), null, null);
  }

  /** A refusal with another status than its code usually has. */
  public static Refusal of(ProblemCode code, int status, String message) {
    return new Refusal(code, status, message, List.of(), null, null);
  }

  /** A 400 that names every wrong field at once. */
  public static Refusal invalid(List<Issue> issues) {
    return new Refusal(
        ProblemCode.INVALID_REQUEST, 400, "The request is not valid.", issues, null, null);
  }

  /** A 400 about one field. */
  public static Refusal invalid(String field, String message) {
    return invalid(List.of(new Issue(field, message)));
  }

  /** A 403 that names what lacks. The same whether the chatbot exists or not. */
  public static Refusal forbidden(Permission permission, Resource resource) {
    return of(ProblemCode.FORBIDDEN, "Insufficient permissions.")
        .with("permission", permission.text())
        .with("resource", resource.text());
  }

  /** A 400 because the body is no JSON document. */
  public static Refusal malformed(String message) {
    return new Refusal(
        ProblemCode.MALFORMED_JSON,
        400,
        "The body is not a JSON document.",
        List.of(new Issue("", message)),
        null,
        null);
  }

  /** A 503, or a 429: come back after some seconds. */
  public static Refusal retryLater(
      ProblemCode code, String message, int seconds, @Nullable Throwable cause) {
    return new Refusal(code, code.status(), message, List.of(), seconds, cause);
  }

  /** The 503 of an outage of the database: it may be over in a second. */
  public static Refusal databaseAway(@Nullable Throwable cause) {
    return retryLater(
        ProblemCode.UNAVAILABLE,
        "The database cannot be reached at the moment; nothing was done.",
        1,
        cause);
  }

  /** The same with another status than its code usually has. */
  public Refusal withStatus(int another) {
    return new Refusal(code, another, message(), issues, retryAfterSeconds, members, getCause());
  }

  /** The same with a further member in its problem document. */
  public Refusal with(String member, @Nullable Object value) {
    Map<String, @Nullable Object> more = new HashMap<>(members);
    more.put(member, value);
    return new Refusal(code, status, message(), issues, retryAfterSeconds, more, getCause());
  }

  public ProblemCode code() {
    return code;
  }

  public int status() {
    return status;
  }

  /** What is shown to people. */
  public String message() {
    return String.valueOf(getMessage());
  }

  public List<Issue> issues() {
    return issues;
  }

  /** What a problem document has beside the usual members. */
  public Map<String, @Nullable Object> members() {
    return members;
  }

  /** The value of {@code Retry-After}, if there is one. */
  public @Nullable Integer retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
