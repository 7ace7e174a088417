package io.botledger.application.start;

import io.botledger.application.postgres.EmbeddedServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Ends the process within 20 s of being asked to, whatever hangs: a stop that waits for ever would
 * end in a {@code kill -9}. The embedded PostgreSQL is stopped properly even then.
 */
public final class LongestEnd implements ApplicationListener<ContextClosedEvent> {
  private static final Logger log = LoggerFactory.getLogger(LongestEnd.class);
  private static final Duration ORDERLY = Duration.ofSeconds(15);
  private static final Duration DATABASE = Duration.ofSeconds(4);

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    Object server =
        event.getApplicationContext() instanceof ConfigurableApplicationContext context
            ? context.getBeanFactory().getSingleton("embeddedServer")
            : null;
    Thread guard = new Thread(() -> end(server), "longest-end");
    guard.setDaemon(true);
    guard.start();
  }

  private static void end(@Nullable Object server) {
    try {
      Thread.sleep(ORDERLY.toMillis());
      log.error("The process did not stop within {} s; it is ended now.", ORDERLY.toSeconds());
      if (server instanceof EmbeddedServer embedded) {
        Thread stop = new Thread(embedded::close, "last-stop");
        stop.setDaemon(true);
        stop.start();
        stop.join(DATABASE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
