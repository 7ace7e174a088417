package io.botledger.query.console.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in.
 *
 * @param credential an API key, the admin key or a token; a secret
 * @param expires in seconds
 * @param formToken what every form of this session has, and no other page knows
 */
public record Session(String credential, Instant expires, String formToken) {
  private static final int SELECTOR = 20;

  /** Whether a form is this session's. Compared in constant time. */
  boolean owns(@Nullable String token) {
    return token != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), formToken.getBytes(StandardCharsets.UTF_8));
  }

  /** What the credential is, without the secret. */
  public String label() {
    if (credential.startsWith("blk_") && credential.length() > SELECTOR) {
      return "API key " + credential.substring(4, SELECTOR);
    }
    return credential.startsWith("ey") && credential.indexOf('.') > 0 ? "a token" : "the admin key";
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Session[" + label() + "]";
  }
}
