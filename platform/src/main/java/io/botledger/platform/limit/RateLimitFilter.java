package io.botledger.platform.limit;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import io.botledger.platform.web.RequestContext;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a credential asks beyond the {@link RateLimit}: 429 {@code too-many-requests} with
 * {@code Retry-After}. Every answer to it says what is left ({@code RateLimit}, {@code
 * RateLimit-Policy}: draft-ietf-httpapi-ratelimit-headers-10). What needs no credential, such as
 * health, is not counted.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class RateLimitFilter extends OncePerRequestFilter {

  /** Those that asked last. Who is forgotten begins anew. */
  private static final int REMEMBERED = 10_000;

  private final RateLimit limit;
  private final Problems problems;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  RateLimitFilter(RateLimit limit, Problems problems) {
    this.limit = limit;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<ConsumptionProbe> asked =
        RequestContext.caller(request)
            .map(caller -> bucket(caller.credentialId()).tryConsumeAndReturnRemaining(1));
    asked.ifPresent(probe -> tell(response, probe));
    if (asked.isEmpty() || asked.get().isConsumed()) {
      chain.doFilter(request, response);
    } else {
      problems.write(request, response, refusal(asked.get()));
    }
  }

  private Bucket bucket(String credential) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          credential,
          id ->
              Bucket.builder()
                  .addLimit(
                      bandwidth ->
                          bandwidth
                              .capacity(limit.requests())
                              .refillGreedy(limit.requests(), limit.window()))
                  .build());
    }
  }

  private void tell(HttpServletResponse response, ConsumptionProbe probe) {
    response.setHeader(
        "RateLimit-Policy",
        "\"credential\";q=%d;w=%d".formatted(limit.requests(), limit.window().toSeconds()));
    response.setHeader(
        "RateLimit",
        "\"credential\";r=%d;t=%d"
            .formatted(probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
  }

  private Refusal refusal(ConsumptionProbe probe) {
    return Refusal.retryLater(
        ProblemCode.TOO_MANY_REQUESTS,
        "This credential may send %,d requests in %d s; nothing was done."
            .formatted(limit.requests(), limit.window().toSeconds()),
        (int) seconds(probe.getNanosToWaitForRefill()),
        null);
  }

  /** Rounded up: nobody shall come too early. */
  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).plusNanos(999_999_999).toSeconds();
  }
}
