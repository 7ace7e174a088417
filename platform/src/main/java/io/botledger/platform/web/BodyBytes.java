package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * A request's body as it was sent. It can be read once; where its {@link IdempotencyKey} needs it
 * too, it is kept until both have it.
 */
final class BodyBytes {
  private static final String ATTRIBUTE = BodyBytes.class.getName();

  private BodyBytes() {}

  /**
   * Reads it, or gives what was read before.
   *
   * @throws Refusal {@code too-large} if it has more than {@value JsonBody#MAX_BYTES} bytes
   */
  static byte[] of(HttpServletRequest request) throws IOException {
    if (request.getAttribute(ATTRIBUTE) instanceof byte[] known) {
      request.removeAttribute(ATTRIBUTE);
      return known;
    }
    byte[] bytes = read(request);
    if (IdempotencyKey.isGiven(request)) {
      request.setAttribute(ATTRIBUTE, bytes);
    }
    return bytes;
  }

  private static byte[] read(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > JsonBody.MAX_BYTES) {
      throw tooLarge();
    }
    byte[] bytes = request.getInputStream().readNBytes(JsonBody.MAX_BYTES + 1);
    if (bytes.length > JsonBody.MAX_BYTES) {
      throw tooLarge();
    }
    return bytes;
  }

  private static Refusal tooLarge() {
    return Refusal.of(
        ProblemCode.TOO_LARGE,
        "The body may have at most %,d bytes.".formatted(JsonBody.MAX_BYTES));
  }
}
