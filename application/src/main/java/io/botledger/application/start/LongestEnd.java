package io.botledger.application.start;

import io.botledger.application.postgres.EmbeddedServer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the process within 20 s of being asked to, whatever hangs and however far its start has
 * come: a stop that waits for ever would end in a {@code kill -9}. The embedded PostgreSQL is
 * stopped properly even then.
 */
public final class LongestEnd
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Logger log = LoggerFactory.getLogger(LongestEnd.class);
  private static final Duration ORDERLY = Duration.ofSeconds(15);
  private static final Duration DATABASE = Duration.ofSeconds(4);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    // The hook itself may not take long; Spring's own one runs beside it.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> daemon(() -> end(context)).start()));
  }

  private static void end(ConfigurableApplicationContext context) {
    try {
      Thread.sleep(ORDERLY.toMillis());
      log.error("The process did not stop within {} s; it is ended now.", ORDERLY.toSeconds());
      if (context.getBeanFactory().getSingleton("embeddedServer")
          instanceof EmbeddedServer server) {
        Thread stop = daemon(server::close);
        stop.start();
        stop.join(DATABASE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "longest-end");
    thread.setDaemon(true);
    return thread;
  }
}
