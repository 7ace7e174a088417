package io.botledger.platform.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code blk_<selector>_<secret><check digits>}, all of it letters and
 * digits, so that a double click selects it whole and scanners for leaked secrets know it.
 *
 * <p>The check digits (CRC-32 of all before them, base 62, six digits) tell typos, and scanners
 * what is no key. They protect nothing.
 *
 * @param selector the key's id, by which it is looked up: 16 characters, no secret
 * @param secret 43 characters of 62, more than 256 bits of chance. What is so long cannot be
 *     guessed from its hash, however quickly that is computed: no slow hash is needed
 */
public record KeyText(String selector, String secret) {
  private static final String PREFIX = "blk_";
  private static final int SELECTOR = 16;
  private static final int SECRET = 43;
  private static final int CHECK = 6;

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final Pattern FORM =
      Pattern.compile(
          "(%s([0-9A-Za-z]{%d})_([0-9A-Za-z]{%d}))([0-9A-Za-z]{%d})"
              .formatted(PREFIX, SELECTOR, SECRET, CHECK));

  private static final SecureRandom CHANCE = new SecureRandom();

  /** A new key that nobody has. */
  public static KeyText random() {
    return new KeyText(digits(SELECTOR), digits(SECRET));
  }

  /** Takes a text apart; empty if it is no key's. */
  public static Optional<KeyText> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() && checkDigits(form.group(1)).equals(form.group(4))
        ? Optional.of(new KeyText(form.group(2), form.group(3)))
        : Optional.empty();
  }

  /** The key, for the one who may have it. */
  public String text() {
    String key = PREFIX + selector + "_" + secret;
    return key + checkDigits(key);
  }

  /** SHA-256 of the secret: what is kept of it. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static String digits(int count) {
    StringBuilder digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      digits.append(DIGITS.charAt(CHANCE.nextInt(DIGITS.length())));
    }
    return digits.toString();
  }

  private static String checkDigits(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    long rest = crc.getValue();
    for (int i = 0; i < CHECK; i++) {
      digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
      rest /= DIGITS.length();
    }
    return digits.reverse().toString();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "KeyText[" + selector + "]";
  }
}
