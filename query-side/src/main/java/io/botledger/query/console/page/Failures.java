package io.botledger.query.console.page;

import io.botledger.query.console.ConsoleSettings;
import io.botledger.query.console.api.ApiAway;
import io.botledger.query.console.api.CredentialRefused;
import io.botledger.query.console.api.Problem;
import io.botledger.query.console.session.ForeignForm;
import io.botledger.query.console.session.Forms;
import io.botledger.query.console.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** Pages for all that went wrong on the way to a page. Before the one for the API's endpoints. */
@ControllerAdvice(basePackageClasses = ConsoleSettings.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  @ExceptionHandler
  ModelAndView refused(HttpServletRequest request, HttpServletResponse response, Refused refused) {
    return page(request, response, refused.problem(), refused.lookAgain());
  }

  @ExceptionHandler
  @Nullable ModelAndView signedOut(
      HttpServletRequest request, HttpServletResponse response, CredentialRefused refused) {
    Sessions.end(request, response);
    SignedIn.toSignIn(request, response, "ended");
    return null;
  }

  /** Whoever is not signed in has no business with the address. */
  @ExceptionHandler
  ModelAndView away(HttpServletRequest request, HttpServletResponse response, ApiAway away) {
    Frame frame = Frame.of(request);
    boolean mayBeDone =
        away.isSent() && frame.asked().stream().anyMatch(asked -> !asked.method().equals("GET"));
    return page(
        request,
        response,
        mayBeDone
            ? Problem.of(
                504,
                "outcome-unknown",
                "The API has not answered. Whether it was done is not known: please look, before"
                    + " you send the form again.")
            : Problem.of(
                503,
                "unavailable",
                "The API cannot be asked. " + (frame.session() == null ? "" : away.getMessage())),
        pageBefore(request));
  }

  @ExceptionHandler
  ModelAndView tooMany(
      HttpServletRequest request, HttpServletResponse response, TooManyPages tooMany) {
    return page(
        request,
        response,
        Problem.of(
            503, "unavailable", "This process makes too many pages at once; nothing was done."),
        pageBefore(request));
  }

  @ExceptionHandler
  ModelAndView foreign(HttpServletRequest request, HttpServletResponse response, ForeignForm form) {
    return page(
        request,
        response,
        Problem.of(
            403,
            "foreign-form",
            "The form was not made for your session, so nothing was done. Open the page again."),
        "/");
  }

  /**
   * What a client has caused: it is told, and the log is not, which would quote what was sent.
   *
   * @throws IOException if the answer has begun: it is broken off, and not ended as if it were
   *     whole
   */
  @ExceptionHandler
  @Nullable ModelAndView other(
      HttpServletRequest request, HttpServletResponse response, Exception failure)
      throws IOException {
    if (failure instanceof AsyncRequestNotUsableException
        || (response.isCommitted()
            && DisconnectedClientHelper.isClientDisconnectedException(failure))) {
      log.debug("The browser went away before its page was complete.");
      return null;
    }
    if (response.isCommitted()) {
      log.warn("A page was cut: {}", failure.toString());
      throw new IOException("The page cannot be completed.", failure);
    }
    if (failure instanceof ErrorResponse standard) {
      return notValid(request, response, standard.getStatusCode().value());
    }
    if (failure instanceof TypeMismatchException) {
      return notValid(request, response, 400);
    }
    if (failure instanceof InvalidParameterException unreadable) {
      return notValid(request, response, unreadable.getErrorCode());
    }
    log.error("The page {} failed.", request.getRequestURI(), failure);
    return page(
        request,
        response,
        Problem.of(500, "internal-error", "Something went wrong on our side. The log has more."),
        "/");
  }

  private static ModelAndView notValid(
      HttpServletRequest request, HttpServletResponse response, int status) {
    return page(
        request,
        response,
        switch (status) {
          case 404 -> Problem.of(404, "not-found", "There is no such page.");
          case 405 -> Problem.of(405, "method-not-allowed", "There is no such form.");
          default -> Problem.of(status, "bad-request", "The address or form is not a valid one.");
        },
        "/");
  }

  /** This page, or the one whose form was sent: a form's own address is no page. */
  private static String pageBefore(HttpServletRequest request) {
    if (request.getMethod().equals("GET")) {
      return Frame.of(request).path();
    }
    try {
      URI before = URI.create(Objects.requireNonNullElse(request.getHeader("Referer"), "/"));
      String query = before.getRawQuery();
      return Forms.ownPage(before.getRawPath() + (query == null ? "" : "?" + query));
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  private static ModelAndView page(
      HttpServletRequest request, HttpServletResponse response, Problem problem, String lookAgain) {
    response.setHeader("Cache-Control", "no-store");
    ModelAndView page = new ModelAndView("problem", HttpStatusCode.valueOf(problem.status()));
    page.addObject("problem", problem);
    page.addObject("lookAgain", lookAgain);
    page.addObject("frame", Frame.of(request));
    return page;
  }
}
