package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what a request that is sent again is known (draft-ietf-httpapi-idempotency-key-header-07).
 *
 * @param id SHA-256 of the caller's credential and the key, in hexadecimal digits
 * @param fingerprint SHA-256 of method, path, query and body as they were sent; with the same key
 *     all of them must be the same
 */
public record IdempotencyKey(String id, String fingerprint) {

  /** The request's header. */
  public static final String HEADER = "Idempotency-Key";

  /** The most characters of a key, without quotes. */
  private static final int MAX_LENGTH = 255;

  /** With quotes, and each character escaped. */
  private static final int LONGEST = 2 * MAX_LENGTH + 2;

  /**
   * A String of RFC 8941, as the draft says, or what most clients send: the same without quotes.
   */
  private static final Pattern FORM =
      Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])+)\"|([!#-~]+)");

  /** Whether the request has one. */
  static boolean isGiven(HttpServletRequest request) {
    return request.getHeader(HEADER) != null;
  }

  /**
   * That of a request that writes; null if it has none. Reads the body.
   *
   * @throws Refusal a 400 if it is malformed
   */
  static @Nullable IdempotencyKey of(HttpServletRequest request, Caller caller) throws IOException {
    if (!isGiven(request)) {
      return null;
    }
    String key = key(Collections.list(request.getHeaders(HEADER)));
    // The key has no line break, so that no two pairs are written alike.
    String id = hex(sha256().digest(utf8(caller.credentialId() + "\n" + key)));
    MessageDigest fingerprint = sha256();
    fingerprint.update(
        utf8(
            "%s %s?%s\n"
                .formatted(
                    request.getMethod(),
                    request.getRequestURI(),
                    Objects.requireNonNullElse(request.getQueryString(), ""))));
    return new IdempotencyKey(id, hex(fingerprint.digest(BodyBytes.of(request))));
  }

  private static String key(List<String> headers) {
    Matcher form = FORM.matcher(headers.get(0));
    // The length first: the form of a long text is matched by recursion.
    if (headers.size() == 1 && headers.get(0).length() <= LONGEST && form.matches()) {
      String key =
          form.group(1) == null ? form.group(2) : form.group(1).replaceAll("\\\\(.)", "$1");
      if (key.length() <= MAX_LENGTH) {
        return key;
      }
    }
    throw Refusal.invalid(
        HEADER,
        "It must be one key of 1 to %d visible ASCII characters, in quotes or not."
            .formatted(MAX_LENGTH));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
