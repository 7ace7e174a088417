package io.botledger.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every answer tells a browser (OWASP Secure Headers, REST Security Cheat Sheet): show it
 * nowhere else, run nothing of it, keep none of it without asking again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class SecurityHeaders extends OncePerRequestFilter {
  private static final String NOTHING =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  /** Swagger UI loads its own files, and asks this server. */
  private static final String OWN_FILES =
      NOTHING
          + "; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'";

  /** The console's are its own files, and its forms are sent to this server. */
  private static final String OWN_PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    write(request, response);
    chain.doFilter(request, response);
  }

  static void write(HttpServletRequest request, HttpServletResponse response) {
    boolean console = ConsolePages.isOne(request);
    response.setHeader("Content-Security-Policy", console ? OWN_PAGES : others(request));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    // Without a referrer a browser does not say either from which origin a form is sent.
    response.setHeader("Referrer-Policy", console ? "same-origin" : "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    // Whoever answers may say otherwise.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static String others(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/swagger-ui/") ? OWN_FILES : NOTHING;
  }
}
