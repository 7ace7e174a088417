package io.botledger.platform.access;

import io.botledger.platform.grant.Permission;
import io.botledger.platform.grant.Resource;
import io.botledger.platform.route.Routes;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Carries out no operation of the {@link Routes} without its permission, nor shows metrics without
 * theirs. Behind the {@link AccessFilter}, which has found out who asks, and behind what counts the
 * requests of a credential: refused ones count too.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
final class GrantsFilter extends OncePerRequestFilter {
  private static final String ACTUATOR = "/actuator";

  private final Problems problems;

  GrantsFilter(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Refusal> refusal =
        RequestContext.caller(request).flatMap(caller -> lacking(request, caller));
    if (refusal.isPresent()) {
      problems.write(request, response, refusal.get());
    } else {
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
}
