package io.botledger.query.console.api;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * A path with a query, of the API or of the console. Every name and value in it is encoded, so that
 * none of them can become another path.
 */
public final class ApiPath {
  private final String text;

  private ApiPath(String text) {
    this.text = text;
  }

  /**
   * A path.
   *
   * @param pattern has {@code {}} where the names stand
   */
  public static ApiPath of(String pattern, String... names) {
    StringBuilder path = new StringBuilder();
    String[] parts = pattern.split("\\{}", -1);
    for (int i = 0; i < parts.length; i++) {
      path.append(parts[i]);
      if (i < names.length) {
        path.append(encode(names[i]));
      }
    }
    return new ApiPath(path.toString());
  }

  /** With a further parameter, unless that is null or empty. */
  public ApiPath with(String name, @Nullable Object value) {
    return value == null || value.toString().isEmpty()
        ? this
        : new ApiPath(
            text + (text.contains("?") ? "&" : "?") + name + "=" + encode(value.toString()));
  }

  private static String encode(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text;
  }
}
