package io.botledger.application.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that answers. */
record RunningServer(EmbeddedPostgres embedded, Postmaster postmaster) {
  private static final Logger log = LoggerFactory.getLogger(RunningServer.class);

  /** The library waits five seconds for the server's end; a last checkpoint may take longer. */
  private static final int MORE_SECONDS = 5;

  /** Stops it and waits for its end; one that has ended already is only forgotten. */
  void stop() {
    try {
      embedded.close();
      if (!postmaster.awaitEnd(MORE_SECONDS, TimeUnit.SECONDS)) {
        log.warn(
            "PostgreSQL (pid {}) is still stopping; it will end by itself.",
            postmaster.process().pid());
      }
    } catch (IOException e) {
      log.warn("PostgreSQL could not be stopped.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
