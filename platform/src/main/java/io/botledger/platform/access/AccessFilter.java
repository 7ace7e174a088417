package io.botledger.platform.access;

import io.botledger.platform.lastknown.LastKnown;
import io.botledger.platform.route.Route;
import io.botledger.platform.route.Routes;
import io.botledger.platform.web.Caller;
import io.botledger.platform.web.ConsolePages;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody in without a credential, except to ask how the process is, and to the console's
 * pages, which take a session and ask the API with its credential. What its bearer may do is for
 * the {@link GrantsFilter}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class AccessFilter extends OncePerRequestFilter {

  /** Compared with the path as it was sent: any other spelling of one of them is guarded. */
  private static final Set<String> PUBLIC =
      Set.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness");

  private final List<Credentials> kinds;
  private final Problems problems;

  AccessFilter(List<Credentials> kinds, Problems problems) {
    this.kinds = List.copyOf(kinds);
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isPublic(request) || ConsolePages.isOne(request)) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Refusal> refusal;
    try {
      refusal = refusalOf(request, response);
    } catch (Refusal cannotBeTold) {
      refusal = Optional.of(cannotBeTold);
    }
    if (refusal.isPresent()) {
      problems.write(request, response, refusal.get());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isPublic(HttpServletRequest request) {
    return request.getMethod().equals("GET") && PUBLIC.contains(request.getRequestURI());
  }

  private Optional<Refusal> refusalOf(HttpServletRequest request, HttpServletResponse response) {
    Optional<Presented> presented = Presented.in(request);
    Optional<Caller> caller = presented.flatMap(shown -> authenticate(shown, request));
    if (caller.isEmpty()) {
      return Optional.of(unauthorized(request, response));
    }
    RequestContext.identify(request, caller.get(), () -> presented.flatMap(this::authenticate));
    return Optional.empty();
  }

  /** Where the answer may be what was known last, so may be who asks. */
  private Optional<Caller> authenticate(Presented presented, HttpServletRequest request) {
    try {
      return authenticate(presented);
    } catch (Refusal cannotBeTold) {
      if (!isAnsweredWithoutPostgres(request)) {
        throw cannotBeTold;
      }
      Optional<Caller> known =
          kinds.stream().flatMap(kind -> kind.lastKnown(presented).stream()).findFirst();
      if (known.isEmpty()) {
        throw cannotBeTold;
      }
      LastKnown.only(request);
      return known;
    }
  }

  private static boolean isAnsweredWithoutPostgres(HttpServletRequest request) {
    return Routes.of(request.getMethod(), request.getRequestURI())
        .filter(Route::isAnsweredWithoutPostgres)
        .isPresent();
  }

  private Optional<Caller> authenticate(Presented presented) {
    return kinds.stream().flatMap(kind -> kind.authenticate(presented).stream()).findFirst();
  }

  /** The same whatever is wrong, so that nobody learns what nearly was a credential. */
  private static Refusal unauthorized(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"botledger\"");
    if (BrowserPages.isOne(request)) {
      response.addHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"botledger\", charset=\"UTF-8\"");
    }
    return Refusal.of(
        ProblemCode.UNAUTHORIZED,
        "A valid key or token is needed, in Authorization: Bearer; a key also in x-chatcaptain-key.");
  }
}
