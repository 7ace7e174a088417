package io.botledger.query.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of the API (RFC 9457) as it is shown to people.
 *
 * @param permission what the credential lacks; null if it is not that
 * @param resource on what it lacks
 * @param present what is there instead of what was expected
 */
public record Problem(
    int status,
    @Nullable String code,
    @Nullable String detail,
    @Nullable String correlationId,
    @Nullable List<Issue> issues,
    @Nullable String permission,
    @Nullable String resource,
    @Nullable Present present) {

  /** A field and what is wrong with it. */
  public record Issue(@Nullable String field, @Nullable String message) {}

  /** What runs, or which revision a version has. */
  public record Present(
      @Nullable String deploymentId,
      @Nullable String versionId,
      @Nullable String since,
      @Nullable String by,
      @Nullable String entityTag) {}

  /** Of a page of the console's own. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, null, null, null, null, null);
  }

  static Problem unexplained(int status) {
    return of(status, "unexplained", "The API answered with the status " + status + ".");
  }

  Problem withStatus(int real) {
    return new Problem(real, code, detail, correlationId, issues, permission, resource, present);
  }

  /** Whether a grant lacks. */
  public boolean isForbidden() {
    return status == 403;
  }

  public boolean isNotFound() {
    return status == 404;
  }

  /** Whether something else was there than was expected. */
  public boolean isStale() {
    return status == 412;
  }
}
