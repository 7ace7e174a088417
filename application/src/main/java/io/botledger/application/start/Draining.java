package io.botledger.application.start;

import io.botledger.application.Settings;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The beginning of an orderly stop behind a gateway. What runs is finished, but every new request
 * is answered 502, before anything was done for it: a gateway may send it to another process,
 * whatever its method, and leaves this one out from then on. Only afterwards are connections
 * refused: whatever were to come in at that very moment would be lost.
 *
 * <p>The same is answered to writes right after this process stood still for long ({@link
 * LongPauses}). The application answers 502 for nothing else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
final class Draining extends OncePerRequestFilter implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Draining.class);
  private static final Duration BEHIND_A_GATEWAY = Duration.ofSeconds(3);

  private final Problems problems;
  private final Duration duration;
  private volatile boolean running;
  private volatile boolean draining;
  private final @Nullable LongPauses pauses;

  Draining(Problems problems, Settings settings, Environment environment) {
    this.problems = problems;
    boolean behindGateway = Role.in(environment) != Role.ALL;
    Duration usual = behindGateway ? BEHIND_A_GATEWAY : Duration.ZERO;
    this.pauses = behindGateway ? new LongPauses() : null;
    this.duration = settings.drain() == null ? usual : settings.drain();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !(draining || hasWaitedTooLong(request))
        || request.getRequestURI().startsWith("/actuator/health");
  }

  /** A write that lay here while this process stood still: its client has been told otherwise. */
  private boolean hasWaitedTooLong(HttpServletRequest request) {
    return pauses != null && !isRead(request) && pauses.isJustOver();
  }

  private static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HttpHeaders.CONNECTION, "close");
    problems.write(
        request,
        response,
        Refusal.retryLater(
                ProblemCode.UNAVAILABLE,
                "This process is being stopped, or stood still; nothing was done. Please try again.",
                1,
                null)
            .withStatus(502));
  }

  @Override
  public void start() {
    running = true;
    if (pauses != null) {
      pauses.watch();
    }
  }

  @Override
  public void stop() {
    running = false;
    if (pauses != null) {
      pauses.close();
    }
    if (duration.isZero()) {
      return;
    }
    draining = true;
    log.info("Stopping. New requests are sent elsewhere for {} s first.", duration.toSeconds());
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stopped before the web server and all else. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
