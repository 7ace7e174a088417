package io.botledger.platform.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * When keys were used last: noted in memory by requests, written behind their backs every now and
 * then, to the minute. What a killed process had not written yet is lost.
 */
final class KeyUses implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KeyUses.class);

  private static final Duration PAUSE_OF_MORE = Duration.ofMinutes(1);

  private final Map<String, Instant> noted = new ConcurrentHashMap<>();
  private final StoredKeys keys;
  private final ScheduledExecutorService clock;

  KeyUses(StoredKeys keys, Duration pause) {
    this.keys = keys;
    CustomizableThreadFactory threads = new CustomizableThreadFactory("botledger-key-uses-");
    threads.setDaemon(true);
    this.clock = Executors.newSingleThreadScheduledExecutor(threads);
    clock.scheduleWithFixedDelay(
        this::write, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Has something else done every now and then as well. */
  void andThen(Runnable more) {
    clock.scheduleWithFixedDelay(
        () -> {
          try {
            more.run();
          } catch (RuntimeException e) {
            log.debug("What is known of keys could not be looked after; it is tried again.", e);
          }
        },
        PAUSE_OF_MORE.toMillis(),
        PAUSE_OF_MORE.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  void note(String selector, Instant at) {
    noted.put(selector, at);
  }

  private void write() {
    try {
      for (Map.Entry<String, Instant> use : Map.copyOf(noted).entrySet()) {
        keys.used(use.getKey(), use.getValue());
        noted.remove(use.getKey(), use.getValue());
      }
    } catch (RuntimeException e) {
      log.debug("When keys were used last could not be written; it is tried again.", e);
    }
  }

  /** Writes what is left. */
  @Override
  public void close() {
    clock.shutdownNow();
    write();
  }
}
