package io.botledger.platform.access;

import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one key that may do everything. Only its SHA-256 is kept and what is derived from it, and
 * digests are compared in constant time, so that neither a dump nor an answer's delay tells
 * anything about it.
 */
public final class AdminKey implements Credentials {

  /** The shortest key that is accepted, in characters. */
  public static final int MIN_LENGTH = 16;

  /** What its bearer is called; no other key can have the name. */
  public static final String NAME = "admin";

  private static final Caller ADMIN = new Caller(NAME, "key", Grants.ALL);

  private final byte[] digest;
  private final SecretKey sessionKey;

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
    this.sessionKey =
        new SecretKeySpec(
            Hkdf.sha256(
                utf8(key), utf8("botledger"), utf8("sealing of the console's sessions"), 32),
            "AES");
  }

  /** Whether people would read the name as this one's: whatever case, space or invisible marks. */
  public static boolean isItsName(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .replaceAll("[\\p{Cf}\\p{Z}\\s]", "")
        .equalsIgnoreCase(NAME);
  }

  /**
   * A key for AES-256 by which the console's sessions are sealed: the same in all processes that
   * have the same admin key, which cannot be computed from it.
   */
  public SecretKey sessionKey() {
    return sessionKey;
  }

  @Override
  public Optional<Caller> authenticate(Presented presented) {
    return MessageDigest.isEqual(digest, sha256(presented.text()))
        ? Optional.of(ADMIN)
        : Optional.empty();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(utf8(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
