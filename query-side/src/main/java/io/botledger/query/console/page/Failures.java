package io.botledger.query.console.page;

import io.botledger.query.console.ConsoleSettings;
import io.botledger.query.console.api.ApiAway;
import io.botledger.query.console.api.CredentialRefused;
import io.botledger.query.console.api.Problem;
import io.botledger.query.console.session.ForeignForm;
import io.botledger.query.console.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

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

  @ExceptionHandler
  ModelAndView away(HttpServletRequest request, HttpServletResponse response, ApiAway away) {
    return page(
        request,
        response,
        Problem.of(503, "unavailable", "The API cannot be asked. " + away.getMessage()),
        Frame.of(request).path());
  }

  @ExceptionHandler
  ModelAndView tooMany(
      HttpServletRequest request, HttpServletResponse response, TooManyPages tooMany) {
    return page(
        request,
        response,
        Problem.of(
            503, "unavailable", "This process makes too many pages at once; nothing was done."),
        Frame.of(request).path());
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

  @ExceptionHandler
  void clientGone(AsyncRequestNotUsableException gone) {
    log.debug("The browser went away before its page was complete.");
  }

  @ExceptionHandler
  ModelAndView other(HttpServletRequest request, HttpServletResponse response, Exception failure) {
    if (failure instanceof ErrorResponse standard) {
      int status = standard.getStatusCode().value();
      return page(
          request,
          response,
          Problem.of(
              status,
              status == 404 ? "not-found" : "bad-request",
              status == 404 ? "There is no such page." : "The address or form is not a valid one."),
          "/");
    }
    log.error("The page {} failed.", request.getRequestURI(), failure);
    return page(
        request,
        response,
        Problem.of(500, "internal-error", "Something went wrong on our side. The log has more."),
        "/");
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
