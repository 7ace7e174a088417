package io.botledger.platform.access;

import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * The one key that may do everything. Only its SHA-256 is kept, and digests are compared in
 * constant time, so that neither a dump nor an answer's delay tells anything about it.
 */
public final class AdminKey implements Credentials {

  /** The shortest key that is accepted, in characters. */
  public static final int MIN_LENGTH = 16;

  private static final Caller ADMIN = new Caller("admin", "key", Grants.ALL);
  private static final String KEY_HEADER = "x-chatcaptain-key";

  private final byte[] digest;

  /**
   * A key.
   *
   * @throws IllegalArgumentException if it is shorter than {@value #MIN_LENGTH} characters or holds
   *     anything but visible ASCII characters, which headers cannot carry; the message never has
   *     the key
   */
  public AdminKey(String key) {
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "It holds white space or other characters that a header cannot carry.");
    }
    if (key.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "It has %d characters; it must have %d or more.".formatted(key.length(), MIN_LENGTH));
    }
    this.digest = sha256(key);
  }

  @Override
  public Optional<Caller> authenticate(HttpServletRequest request) {
    Optional<String> given =
        ofScheme("Bearer", request)
            .or(() -> Optional.ofNullable(request.getHeader(KEY_HEADER)))
            .or(() -> BrowserPages.isOne(request) ? passwordOf(request) : Optional.empty());
    return given.filter(this::matches).map(key -> ADMIN);
  }

  private boolean matches(String key) {
    return MessageDigest.isEqual(digest, sha256(key));
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

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
