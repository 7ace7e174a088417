package io.botledger.platform.access;

import io.botledger.platform.grant.Grants;
import io.botledger.platform.web.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Optional;

/**
 * The one key that may do everything. Only its SHA-256 is kept, and digests are compared in
 * constant time, so that neither a dump nor an answer's delay tells anything about it.
 */
public final class AdminKey implements Credentials {

  /** The shortest key that is accepted, in characters. */
  public static final int MIN_LENGTH = 16;

  /** What its bearer is called; no other key can have the name. */
  public static final String NAME = "admin";

  private static final Caller ADMIN = new Caller(NAME, "key", Grants.ALL);

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

  /** Whether people would read the name as this one's: whatever case, space or invisible marks. */
  public static boolean isItsName(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .replaceAll("[\\p{Cf}\\p{Z}\\s]", "")
        .equalsIgnoreCase(NAME);
  }

  @Override
  public Optional<Caller> authenticate(Presented presented) {
    return MessageDigest.isEqual(digest, sha256(presented.text()))
        ? Optional.of(ADMIN)
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
