package io.botledger.platform.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What people open in a browser: Swagger UI and the document it shows. A browser cannot send a key
 * by itself, so these, and only these, also take HTTP Basic with the key as the password.
 */
final class BrowserPages {
  private BrowserPages() {}

  static boolean isOne(HttpServletRequest request) {
    String path = request.getRequestURI();
    return request.getMethod().equals("GET")
        && (path.equals("/openapi.yaml")
            || path.equals("/openapi.json")
            || path.equals("/swagger-ui")
            || path.startsWith("/swagger-ui/"));
  }
}
