package io.botledger.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param head the status line and the header fields
 * @param body all of it
 */
public record Answer(int status, String head, byte[] body) {

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The value of the first header field of that name. */
  public Optional<String> header(String name) {
    return head.lines()
        .filter(
            line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /**
   * The value of the first JSON member of that name, wherever it stands.
   *
   * @throws IllegalStateException if there is none; the message tells the answer
   */
  public String first(String member) {
    Matcher value = Pattern.compile("\"" + member + "\":\\s*\"?([^\",}]+)").matcher(text());
    if (!value.find()) {
      throw new IllegalStateException("No " + member + " in: " + this);
    }
    return value.group(1);
  }

  /** The status, and the beginning of the body. */
  @Override
  public String toString() {
    String text = text();
    return status + " " + text.substring(0, Math.min(500, text.length()));
  }
}
