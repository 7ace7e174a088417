package io.botledger.application.web;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the answers that Tomcat gives by itself, before or after any code of ours: to malformed
 * requests, encoded slashes, headers that are too large.
 */
public final class ProblemErrorValve extends ErrorReportValve {
  private static final Logger log = LoggerFactory.getLogger(ProblemErrorValve.class);

  private final Problems problems;

  ProblemErrorValve(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      problems.write(new Readable(request), response, refusal(status));
    } catch (IOException | IllegalStateException e) {
      log.debug("The client went away before its answer was complete.", e);
    }
  }

  private static Refusal refusal(int status) {
    return switch (status) {
      case 404 -> Refusal.of(ProblemCode.NOT_FOUND, "There is nothing here.");
      case 405 -> Refusal.of(ProblemCode.METHOD_NOT_ALLOWED, "This method is not allowed here.");
      case 413 -> Refusal.of(ProblemCode.TOO_LARGE, "The request is too large.");
      case 503 ->
          Refusal.retryLater(
              ProblemCode.UNAVAILABLE, "This process is starting or stopping.", 1, null);
      default ->
          status < 500 || status == 501 || status == 505
              ? Refusal.of(
                  ProblemCode.BAD_REQUEST,
                  status,
                  "The request line or a header is malformed, too large, or not supported; "
                      + "a path may hold no encoded slash.")
              : Refusal.of(ProblemCode.INTERNAL_ERROR, status, "Something went wrong on our side.");
    };
  }

  /** A request that may have been malformed from its first line on. */
  private static final class Readable extends HttpServletRequestWrapper {
    Readable(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return Objects.requireNonNullElse(super.getMethod(), "");
    }

    @Override
    public String getRequestURI() {
      return Objects.requireNonNullElse(super.getRequestURI(), "");
    }
  }
}
