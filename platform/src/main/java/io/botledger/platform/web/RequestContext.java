package io.botledger.platform.web;

import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, through which surface, and under which correlation id. A controller takes it as a
 * parameter.
 *
 * @param correlationId the request's {@code X-Correlation-Id} if that is 1 to 128 characters of
 *     {@code [A-Za-z0-9._~:-]}, else a new one
 * @param respondAsync whether the caller does not want to wait for the projections ({@code Prefer:
 *     respond-async}, RFC 7240)
 * @param preconditions what a caller who writes expects to be there
 * @param idempotencyKey by what the request is known when it is sent again; null: not at all
 */
public record RequestContext(
    Caller caller,
    Surface surface,
    String correlationId,
    boolean respondAsync,
    Preconditions preconditions,
    @Nullable IdempotencyKey idempotencyKey) {

  /** Without preconditions and key. */
  public RequestContext(
      Caller caller, Surface surface, String correlationId, boolean respondAsync) {
    this(caller, surface, correlationId, respondAsync, Preconditions.NONE, null);
  }

  /**
   * To be called before anything is looked up.
   *
   * @throws Refusal {@code forbidden} unless the caller has the permission on the whole resource
   */
  public void require(Permission permission, Resource resource) {
    if (!caller.grants().allow(permission, resource)) {
      throw Refusal.forbidden(permission, resource);
    }
  }

  static final String CORRELATION_HEADER = "X-Correlation-Id";
  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._~:-]{1,128}");
  private static final String CORRELATION_ATTRIBUTE = RequestContext.class.getName() + ".id";
  private static final String CALLER_ATTRIBUTE = RequestContext.class.getName() + ".caller";
  private static final String AGAIN_ATTRIBUTE = RequestContext.class.getName() + ".again";

  /** Finds out once more who the bearer of a request's credential is. */
  public interface CallerAgain {

    /**
     * The caller as of now; empty if the credential opens nothing any more.
     *
     * @throws Refusal {@code unavailable} if it cannot be told now
     */
    Optional<Caller> ask();
  }

  /** Says who asks, for as long as the answer takes; done once per request. */
  public static void identify(HttpServletRequest request, Caller caller) {
    identify(request, caller, () -> Optional.of(caller));
  }

  /** The same where what was found out may not hold for long; done by the access filter. */
  public static void identify(HttpServletRequest request, Caller caller, CallerAgain again) {
    request.setAttribute(CALLER_ATTRIBUTE, caller);
    request.setAttribute(AGAIN_ATTRIBUTE, again);
  }

  /**
   * For an answer that lasts: to be asked for at its start, and then asked every now and again,
   * also when the request itself is over.
   *
   * @throws IllegalStateException if nobody was identified
   */
  public static CallerAgain callerAgain(HttpServletRequest request) {
    if (request.getAttribute(AGAIN_ATTRIBUTE) instanceof CallerAgain again) {
      return again;
    }
    throw new IllegalStateException("No caller was identified for this request.");
  }

  /** Who asks; empty where nobody has to say it. */
  public static Optional<Caller> caller(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(CALLER_ATTRIBUTE)).map(Caller.class::cast);
  }

  /** The request's correlation id, made when first asked for. */
  public static String correlationId(HttpServletRequest request) {
    if (request.getAttribute(CORRELATION_ATTRIBUTE) instanceof String known) {
      return known;
    }
    String given = request.getHeader(CORRELATION_HEADER);
    String id =
        given != null && CORRELATION.matcher(given).matches()
            ? given
            : UUID.randomUUID().toString();
    request.setAttribute(CORRELATION_ATTRIBUTE, id);
    return id;
  }

  /**
   * The context of an authenticated request.
   *
   * @throws IllegalStateException if nobody was identified
   * @throws Refusal a 400 if a precondition or the idempotency key is malformed
   */
  public static RequestContext of(HttpServletRequest request) throws IOException {
    Caller caller =
        caller(request)
            .orElseThrow(
                () -> new IllegalStateException("No caller was identified for this request."));
    return new RequestContext(
        caller,
        Surface.of(request),
        correlationId(request),
        prefersAsync(request),
        writes(request) ? Preconditions.of(request) : Preconditions.NONE,
        writes(request) ? IdempotencyKey.of(request, caller) : null);
  }

  private static boolean writes(HttpServletRequest request) {
    return request.getMethod().equals("POST") || request.getMethod().equals("DELETE");
  }

  private static boolean prefersAsync(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Prefer")).stream()
        .flatMap(value -> Pattern.compile("[,;]").splitAsStream(value))
        .anyMatch(preference -> isRespondAsync(preference));
  }

  private static boolean isRespondAsync(@Nullable String preference) {
    return preference != null && preference.strip().equalsIgnoreCase("respond-async");
  }
}
