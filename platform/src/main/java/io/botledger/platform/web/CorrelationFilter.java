package io.botledger.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first of our filters: gives every request its correlation id, in the answer and in the log,
 * and refuses dot segments, which the server would resolve into another path before any endpoint
 * sees it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class CorrelationFilter extends OncePerRequestFilter {
  static final String MDC_KEY = "correlationId";

  /** The server itself refuses these, but not behind a semicolon, which it leaves to others. */
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final Problems problems;

  CorrelationFilter(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = RequestContext.correlationId(request);
    response.setHeader(RequestContext.CORRELATION_HEADER, id);
    MDC.put(MDC_KEY, id);
    try {
      if (hasDotSegment(request.getRequestURI())) {
        problems.write(
            request,
            response,
            Refusal.invalid("path", "A segment of the path may not be '.' or '..'."));
      } else if (BROKEN_ESCAPE.matcher(request.getRequestURI()).find()) {
        problems.write(
            request,
            response,
            Refusal.invalid("path", "A '%' is followed by two hexadecimal digits."));
      } else {
        chain.doFilter(request, response);
      }
    } finally {
      MDC.remove(MDC_KEY);
    }
  }

  /** Writes are answered in one, and what is logged then must be found by the id too. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  private static boolean hasDotSegment(String path) {
    return Arrays.stream(path.split("/"))
        .map(segment -> segment.replaceAll("(?i)%2e", "."))
        .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
  }
}
