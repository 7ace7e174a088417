package io.botledger.query.console.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is at the identity provider.
 *
 * @param state comes back from there, and shows that it was begun in this browser
 * @param verifier shows the provider that who exchanges the code has asked for it
 * @param next the page to go to afterwards
 */
record LoginAttempt(String state, String verifier, Instant until, String next) {
  private static final int CHANCE = 32;

  static LoginAttempt begin(Seal seal, Instant until, String next) {
    return new LoginAttempt(
        Seal.text(seal.bytes(CHANCE)), Seal.text(seal.bytes(CHANCE)), until, next);
  }

  /** RFC 7636, section 4.2: S256. */
  String challenge() {
    try {
      return Seal.text(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  boolean isOf(@Nullable String returned, Instant now) {
    return returned != null
        && now.isBefore(until)
        && MessageDigest.isEqual(
            state.getBytes(StandardCharsets.UTF_8), returned.getBytes(StandardCharsets.UTF_8));
  }

  String sealed(Seal seal) {
    return seal.close(
        String.join("\n", state, verifier, Long.toString(until.getEpochSecond()), next)
            .getBytes(StandardCharsets.UTF_8));
  }

  static Optional<LoginAttempt> open(Seal seal, String text) {
    return seal.open(text)
        .map(plain -> new String(plain, StandardCharsets.UTF_8).split("\n", 4))
        .map(
            parts ->
                new LoginAttempt(
                    parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])), parts[3]));
  }
}
