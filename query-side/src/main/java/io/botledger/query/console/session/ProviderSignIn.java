package io.botledger.query.console.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /console/sign-in/provider} and the way back from there. */
@Controller
class ProviderSignIn {
  private static final String COOKIE = "botledger-login";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final LoginSettings settings;
  private final IdentityProvider provider;
  private final SignIn signIn;
  private final Seal seal;

  ProviderSignIn(
      LoginSettings settings, IdentityProvider provider, SignIn signIn, SecretKey sessionKey) {
    this.settings = settings;
    this.provider = provider;
    this.signIn = signIn;
    this.seal = new Seal(sessionKey, "console login 1");
  }

  /** The cookie must come back from another site, so it is a lax one; it opens nothing. */
  @GetMapping("/console/sign-in/provider")
  ResponseEntity<Void> leave(
      @RequestParam(required = false) @Nullable String next, HttpServletRequest request) {
    if (!settings.isOn()) {
      return ResponseEntity.notFound().build();
    }
    LoginAttempt attempt =
        LoginAttempt.begin(seal, Instant.now().plus(PATIENCE), Forms.ownPage(next));
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.LOCATION, provider.address(attempt))
        .header(HttpHeaders.SET_COOKIE, cookie(request, attempt.sealed(seal), PATIENCE))
        .build();
  }

  @GetMapping(LoginSettings.RETURN)
  @Nullable ModelAndView comeBack(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String state,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<LoginAttempt> begun =
        attempt(request).filter(attempt -> attempt.isOf(state, Instant.now()));
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(request, "", Duration.ZERO));
    if (begun.isEmpty() || code == null) {
      return signIn.page(
          HttpStatus.BAD_REQUEST, null, "You were not signed in. Please try again.", true);
    }
    return signIn.inTurn(begun.get().next(), () -> exchange(code, begun.get(), request, response));
  }

  private ModelAndView exchange(
      String code, LoginAttempt attempt, HttpServletRequest request, HttpServletResponse response) {
    Optional<String> token = provider.token(code, attempt);
    if (token.isEmpty()) {
      return signIn.page(
          HttpStatus.BAD_GATEWAY,
          attempt.next(),
          "The identity provider gave no token. Please try again.",
          true);
    }
    ModelAndView refused = signIn.begin(token.get(), attempt.next(), request, response);
    if (refused != null) {
      return refused;
    }
    // A page, and no redirect: the session's strict cookie is not sent on the way from elsewhere.
    ModelAndView page = new ModelAndView("signed-in");
    page.addObject("next", attempt.next());
    return page;
  }

  private Optional<LoginAttempt> attempt(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(Sessions.named(COOKIE, request)))
            .findFirst()
            .flatMap(cookie -> LoginAttempt.open(seal, cookie.getValue()));
  }

  private static String cookie(HttpServletRequest request, String value, Duration life) {
    return ResponseCookie.from(Sessions.named(COOKIE, request), value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax")
        .path("/")
        .maxAge(life)
        .build()
        .toString();
  }
}
