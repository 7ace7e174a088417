package io.botledger.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * What a request shows to say who asks.
 *
 * @param text a secret, which may be anything that a header can carry
 * @param isBearer whether it came as {@code Authorization: Bearer}, where tokens come too
 */
public record Presented(String text, boolean isBearer) {
  private static final String KEY_HEADER = "x-chatcaptain-key";

  /** {@code Authorization: Bearer} before {@code x-chatcaptain-key}; empty if there is neither. */
  static Optional<Presented> in(HttpServletRequest request) {
    return ofScheme("Bearer", request)
        .map(text -> new Presented(text, true))
        .or(() -> keyIn(request).map(text -> new Presented(text, false)));
  }

  private static Optional<String> keyIn(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(KEY_HEADER))
        .or(() -> BrowserPages.isOne(request) ? passwordOf(request) : Optional.empty());
  }

  /** RFC 7617; whatever the user name is. */
  private static Optional<String> passwordOf(HttpServletRequest request) {
    return ofScheme("Basic", request)
        .map(
            encoded -> {
              try {
                return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
              } catch (IllegalArgumentException e) {
                return "";
              }
            })
        .map(userAndPassword -> userAndPassword.substring(userAndPassword.indexOf(':') + 1));
  }

  /** The scheme's name is not case-sensitive (RFC 9110, 11.1). */
  private static Optional<String> ofScheme(String scheme, HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)
        ? Optional.of(header.substring(scheme.length() + 1).strip())
        : Optional.empty();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return isBearer ? "Presented[bearer]" : "Presented[key]";
  }
}
