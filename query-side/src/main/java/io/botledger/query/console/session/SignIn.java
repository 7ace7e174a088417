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
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * {@code /console/sign-in} and {@code /console/sign-out}.
 *
 * <p>Signing in holds a thread while it asks the API, which may be this very process, and nobody
 * must be known for that: no more at once than leave threads for the answers.
 */
@Controller
class SignIn {
  private static final Map<String, String> REASONS =
      Map.of(
          "ended",
              "Please sign in again: the key has expired or was revoked, or 12 hours are over.",
          "out", "You are signed out.");

  private static final String NOT_VALID = "That is not a valid key or token.";

  /** Beside the pages' own turns. */
  private static final int AT_ONCE = 8;

  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final ApiServer server;
  private final Sessions sessions;
  private final LoginSettings provider;

  SignIn(ApiServer server, Sessions sessions, LoginSettings provider) {
    this.server = server;
    this.sessions = sessions;
    this.provider = provider;
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
    ModelAndView refused = inTurn(next, () -> begin(credential.strip(), next, request, response));
    if (refused == null) {
      goTo(response, Forms.ownPage(next));
    }
    return refused;
  }

  /** Does what asks others, unless too many do so already: then the page says so (503). */
  @Nullable ModelAndView inTurn(@Nullable String next, Supplier<@Nullable ModelAndView> signingIn) {
    if (!turns.tryAcquire()) {
      return page(
          HttpStatus.SERVICE_UNAVAILABLE,
          next,
          "Too many are signing in at once. Please try again in a few seconds.",
          true);
    }
    try {
      return signingIn.get();
    } finally {
      turns.release();
    }
  }

  /**
   * Begins a session, if the API takes the credential.
   *
   * @return the page that says why not; null if it has begun
   */
  @Nullable ModelAndView begin(
      String credential,
      @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (credential.isEmpty() || !credential.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return page(HttpStatus.UNAUTHORIZED, next, NOT_VALID, true);
    }
    if (!Sessions.canKeep(credential)) {
      return page(
          HttpStatus.BAD_REQUEST, next, "The token is too long for a browser's cookie.", true);
    }
    try {
      // Whatever the credential may do, a 401 is the only answer to one that is none.
      Answer answer =
          new Api(server, credential, RequestContext.correlationId(request))
              .get(ApiPath.of("/v1/chatbots").with("limit", 1));
      if (answer.status() >= 429) {
        return page(HttpStatusCode.valueOf(answer.status()), next, answer.problem().detail(), true);
      }
    } catch (CredentialRefused refused) {
      return page(HttpStatus.UNAUTHORIZED, next, NOT_VALID, true);
    }
    sessions.begin(request, response, credential);
    return null;
  }

  @PostMapping("/console/sign-out")
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    Sessions.end(request, response);
    goTo(response, "/console/sign-in?because=out");
  }

  ModelAndView page(
      HttpStatusCode status, @Nullable String next, @Nullable String message, boolean isError) {
    ModelAndView page = new ModelAndView("sign-in", status);
    page.addObject("next", Forms.ownPage(next));
    page.addObject("message", message);
    page.addObject("isError", isError);
    page.addObject("provider", provider.isOn() ? provider.name() : null);
    return page;
  }

  private static void goTo(HttpServletResponse response, String page) {
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, page);
  }
}
