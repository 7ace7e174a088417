package io.botledger.query.console.session;

import io.botledger.platform.web.RequestContext;
import io.botledger.query.console.api.Answer;
import io.botledger.query.console.api.Api;
import io.botledger.query.console.api.ApiPath;
import io.botledger.query.console.api.ApiServer;
import io.botledger.query.console.api.CredentialRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /console/sign-in} and {@code /console/sign-out}. */
@Controller
class SignIn {
  private static final Map<String, String> REASONS =
      Map.of(
          "ended",
              "Please sign in again: the key has expired or was revoked, or 12 hours are over.",
          "out", "You are signed out.");

  private final ApiServer server;
  private final Sessions sessions;

  SignIn(ApiServer server, Sessions sessions) {
    this.server = server;
    this.sessions = sessions;
  }

  @GetMapping("/console/sign-in")
  ModelAndView ask(
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String because) {
    return page(HttpStatus.OK, next, because == null ? null : REASONS.get(because), false);
  }

  @PostMapping("/console/sign-in")
  @Nullable ModelAndView signIn(
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    Forms.checkOrigin(request);
    String given = credential.strip();
    if (given.isEmpty() || !given.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return page(HttpStatus.UNAUTHORIZED, next, "That is not a valid key or token.", true);
    }
    if (!Sessions.canKeep(given)) {
      return page(
          HttpStatus.BAD_REQUEST, next, "The token is too long for a browser's cookie.", true);
    }
    Api api = new Api(server, given, RequestContext.correlationId(request));
    try {
      // Whatever the credential may do, a 401 is the only answer to one that is none.
      Answer answer = api.get(ApiPath.of("/v1/chatbots").with("limit", 1));
      if (answer.status() >= 429) {
        return page(HttpStatus.valueOf(answer.status()), next, answer.problem().detail(), true);
      }
    } catch (CredentialRefused refused) {
      return page(HttpStatus.UNAUTHORIZED, next, "That is not a valid key or token.", true);
    }
    sessions.begin(request, response, given);
    goTo(response, Forms.ownPage(next));
    return null;
  }

  @PostMapping("/console/sign-out")
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    Sessions.end(request, response);
    goTo(response, "/console/sign-in?because=out");
  }

  private static ModelAndView page(
      HttpStatus status, @Nullable String next, @Nullable String message, boolean isError) {
    ModelAndView page = new ModelAndView("sign-in", status);
    page.addObject("next", Forms.ownPage(next));
    page.addObject("message", message);
    page.addObject("isError", isError);
    return page;
  }

  private static void goTo(HttpServletResponse response, String page) {
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, page);
  }
}
