package io.botledger.query.console.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Sessions in cookies. Over TLS the name begins with {@code __Host-}, so that no other host and no
 * plain connection can set one (RFC 6265bis, section 4.1.3.2).
 */
@Component
public class Sessions {
  private static final String NAME = "botledger";

  /** Browsers keep no larger cookie, its name and attributes included (RFC 6265, 6.1). */
  private static final int LARGEST = 4_000;

  private final SessionSeal seal;

  Sessions(SecretKey sessionKey) {
    this.seal = new SessionSeal(sessionKey, Clock.systemUTC());
  }

  /** Whoever sends the request; empty if nobody is signed in, or not any more. */
  public Optional<Session> of(HttpServletRequest request) {
    return sent(request).flatMap(cookie -> seal.open(cookie.getValue()));
  }

  /** Whether a cookie of ours came along, whatever is in it. */
  public static boolean isSent(HttpServletRequest request) {
    return sent(request).isPresent();
  }

  private static Optional<Cookie> sent(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    String name = name(request);
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(name)).findFirst();
  }

  /** Whether the credential is short enough to be kept in a cookie. */
  static boolean canKeep(String credential) {
    return credential.length() * 4 / 3 < LARGEST - 300;
  }

  void begin(HttpServletRequest request, HttpServletResponse response, String credential) {
    String value = seal.seal(seal.begin(credential));
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(request, value, SessionSeal.LIFE));
  }

  /** Has the browser forget it. */
  public static void end(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(request, "", Duration.ZERO));
  }

  private static String cookie(HttpServletRequest request, String value, Duration life) {
    return ResponseCookie.from(name(request), value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Strict")
        .path("/")
        .maxAge(life)
        .build()
        .toString();
  }

  private static String name(HttpServletRequest request) {
    return named(NAME, request);
  }

  /** A cookie's name: with the prefix over TLS. */
  static String named(String name, HttpServletRequest request) {
    return request.isSecure() ? "__Host-" + name : name;
  }
}
