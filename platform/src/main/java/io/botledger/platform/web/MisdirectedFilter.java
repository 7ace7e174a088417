package io.botledger.platform.web;

import io.botledger.platform.route.Route;
import io.botledger.platform.route.Routes;
import io.botledger.platform.route.Sides;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses the operations of the side that runs in other processes: 421 (RFC 9110, section 15.5.20),
 * with the role that has them. Only a gateway that does not know the {@link Routes} sends one.
 *
 * <p>Behind the guard, so that nobody learns about routes without a credential.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class MisdirectedFilter extends OncePerRequestFilter {
  private final Sides sides;
  private final Problems problems;

  MisdirectedFilter(ObjectProvider<Sides> sides, Problems problems) {
    this.sides = sides.getIfAvailable(() -> Sides.BOTH);
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return sides.equals(Sides.BOTH);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Route> route = Routes.of(request.getMethod(), request.getRequestURI());
    if (route.isPresent() && !sides.run(route.get().side())) {
      problems.write(request, response, refusal(route.get()));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static Refusal refusal(Route route) {
    String role = route.side().text();
    return Refusal.of(
            ProblemCode.MISDIRECTED,
            "%s is answered by processes of the role %s; ask through the gateway."
                .formatted(route, role))
        .with("role", role);
  }
}
