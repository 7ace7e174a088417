package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The console's pages, {@code /}, {@code /console} and all below it: opened in a browser, and
 * signed in to by a cookie that nothing else here takes. They are no operations of the API, of
 * which they are clients.
 */
public final class ConsolePages {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  private ConsolePages() {}

  /**
   * Whether the request is for one. Both as it was sent and as the server has decoded it: what is
   * one by the one reading alone would be another thing to whoever answers.
   */
  public static boolean isOne(HttpServletRequest request) {
    return METHODS.contains(request.getMethod())
        && isBelow(request.getRequestURI())
        && isBelow(request.getServletPath());
  }

  private static boolean isBelow(@Nullable String path) {
    return path != null
        && (path.equals("/") || path.equals("/console") || path.startsWith("/console/"))
        && path.indexOf(';') < 0
        && !path.contains("//");
  }
}
