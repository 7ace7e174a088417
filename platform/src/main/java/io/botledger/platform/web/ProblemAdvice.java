package io.botledger.platform.web;

import io.botledger.platform.database.Outage;
import io.botledger.platform.route.Routes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Turns whatever a request ended with into an answer, for both surfaces. */
@RestControllerAdvice
class ProblemAdvice {
  /** How the names begin of the headers that filters set. */
  private static final List<String> KEPT =
      List.of(ReadsLag.HEADER, "RateLimit", "Access-Control-", "Vary", "Age", "Cache-Status");

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private final Problems problems;

  ProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  void clientGone(AsyncRequestNotUsableException gone) {
    log.debug("The client went away before its answer was complete.");
  }

  @ExceptionHandler
  void refuse(HttpServletRequest request, HttpServletResponse response, Throwable failure)
      throws IOException {
    Throwable cause = unwrap(failure);
    if (response.isCommitted()) {
      log.warn(
          "An answer was cut: {}", NestedExceptionUtils.getMostSpecificCause(cause).toString());
      throw new IOException("The answer cannot be completed.", cause);
    }
    resetBehindFilters(response);
    if (cause instanceof HttpRequestMethodNotSupportedException method) {
      allow(request, response, method);
    }
    problems.write(request, response, refusal(request, cause));
  }

  /**
   * Forgets what the endpoint had to say, but not what was said before it was asked; nor that reads
   * lag, or are what was known last: what a read did not find may be what the projections have not
   * got to.
   */
  private static void resetBehindFilters(HttpServletResponse response) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : response.getHeaderNames()) {
      String value = response.getHeader(name);
      if (value != null && KEPT.stream().anyMatch(start -> isOf(name, start))) {
        kept.put(name, value);
      }
    }
    response.reset();
    kept.forEach(response::setHeader);
  }

  private static boolean isOf(String name, String start) {
    return name.regionMatches(true, 0, start, 0, start.length());
  }

  /** The table knows what the other side takes at the path, too. */
  private static void allow(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpRequestMethodNotSupportedException refused) {
    Set<String> methods = Routes.methods(request.getRequestURI());
    String allowed =
        methods.isEmpty()
            ? refused.getHeaders().getFirst(HttpHeaders.ALLOW)
            : String.join(", ", methods);
    if (allowed != null) {
      response.setHeader(HttpHeaders.ALLOW, allowed);
    }
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static Refusal refusal(HttpServletRequest request, Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    if (Outage.isOutage(cause)) {
      log.warn(
          "{} {} could not be carried out: {}",
          request.getMethod(),
          request.getRequestURI(),
          NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
      return Refusal.databaseAway(cause);
    }
    if (Outage.isTableGone(cause)) {
      log.warn(
          "{} {} asked a table that is not there: {}",
          request.getMethod(),
          request.getRequestURI(),
          NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
      return Refusal.retryLater(
          ProblemCode.UNAVAILABLE,
          "What answers was replaced meanwhile; please ask again.",
          1,
          cause);
    }
    if (cause instanceof ErrorResponse standard) {
      return standard(standard, request);
    }
    log.error("{} {} failed.", request.getMethod(), request.getRequestURI(), cause);
    return Refusal.of(
        ProblemCode.INTERNAL_ERROR,
        "Something went wrong on our side. The log has more under the correlation id.");
  }

  private static Refusal tookTooLong(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        ? Refusal.retryLater(
            ProblemCode.UNAVAILABLE, "The answer took too long; please try again.", 1, null)
        : Refusal.retryLater(
            ProblemCode.OUTCOME_UNKNOWN,
            "The answer took too long. Whether it was carried out is not known; please look.",
            1,
            null);
  }

  private static Refusal standard(ErrorResponse response, HttpServletRequest request) {
    return switch (response.getStatusCode().value()) {
      case 404 ->
          Refusal.of(ProblemCode.NOT_FOUND, "There is nothing at " + request.getRequestURI() + ".");
      case 405 ->
          Refusal.of(
              ProblemCode.METHOD_NOT_ALLOWED,
              request.getMethod() + " is not allowed at " + request.getRequestURI() + ".");
      case 406 ->
          Refusal.of(
              ProblemCode.NOT_ACCEPTABLE, "None of the media types in Accept can be produced.");
      case 413 -> Refusal.of(ProblemCode.TOO_LARGE, "The request is too large.");
      case 415 -> Refusal.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON.");
      case 503 -> tookTooLong(request);
      default -> {
        String detail = response.getBody().getDetail();
        yield Refusal.of(ProblemCode.BAD_REQUEST, detail == null ? "Bad request." : detail);
      }
    };
  }
}
