package io.botledger.platform.access;

import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.route.Routes;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody in without a credential, except to ask how the process is, and carries out no
 * operation of the {@link Routes} without its permission.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class AccessFilter extends OncePerRequestFilter {

  /** Compared with the path as it was sent: any other spelling of one of them is guarded. */
  private static final Set<String> PUBLIC =
      Set.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness");

  private static final String ACTUATOR = "/actuator";

  private final Credentials credentials;
  private final Problems problems;

  AccessFilter(Credentials credentials, Problems problems) {
    this.credentials = credentials;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getMethod().equals("GET") && PUBLIC.contains(request.getRequestURI())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Caller> caller = credentials.authenticate(request);
    if (caller.isEmpty()) {
      refuse(request, response);
      return;
    }
    Optional<Refusal> lacking = lacking(request, caller.get());
    if (lacking.isPresent()) {
      problems.write(request, response, lacking.get());
    } else {
      RequestContext.identify(request, caller.get());
      chain.doFilter(request, response);
    }
  }

  private static Optional<Refusal> lacking(HttpServletRequest request, Caller caller) {
    // As the server has decoded it: any spelling of these is theirs.
    if (request.getServletPath().startsWith(ACTUATOR)) {
      return caller.grants().allow(Permission.METRICS_READ, Resource.EVERYTHING)
          ? Optional.empty()
          : Optional.of(Refusal.forbidden(Permission.METRICS_READ, Resource.EVERYTHING));
    }
    String path = request.getRequestURI();
    return Routes.of(request.getMethod(), path)
        .flatMap(
            route ->
                route
                    .lacking(caller.grants(), path)
                    .map(resource -> Refusal.forbidden(route.permission(), resource)));
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"botledger\"");
    if (BrowserPages.isOne(request)) {
      response.addHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"botledger\", charset=\"UTF-8\"");
    }
    problems.write(
        request,
        response,
        Refusal.of(
            ProblemCode.UNAUTHORIZED,
            "A valid key is needed, in Authorization: Bearer or in x-chatcaptain-key."));
  }
}
