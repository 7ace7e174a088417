package io.botledger.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers the questions that browsers ask before they let a page of another origin call (CORS);
 * before the guard, since these questions carry no credential. Without configured origins it does
 * nothing, and no browser lets such a page read an answer.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 12)
final class CorsFilter extends OncePerRequestFilter {
  private final CorsConfiguration configuration;
  private final Problems problems;
  private final DefaultCorsProcessor processor =
      new DefaultCorsProcessor() {
        @Override
        protected void rejectRequest(ServerHttpResponse response) {
          // Said below, as a problem document.
        }
      };

  CorsFilter(CorsOrigins origins, Problems problems) {
    this.configuration = origins.configuration();
    this.problems = problems;
  }

  /** No page of another origin has any business with the console, whatever is configured. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return ConsolePages.isOne(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!processor.processRequest(configuration, request, response)) {
      problems.write(
          request,
          response,
          Refusal.of(ProblemCode.FORBIDDEN, "Pages of this origin may not call with this method."));
    } else if (!CorsUtils.isPreFlightRequest(request)) {
      chain.doFilter(request, response);
    }
  }
}
