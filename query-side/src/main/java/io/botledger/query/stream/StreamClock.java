package io.botledger.query.stream;

import io.botledger.platform.progress.Progress;
import io.botledger.platform.progress.Projection;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When streams look, beat and check, on a thread each: looks and checks may wait for the database,
 * beats may not, and none waits for another.
 */
final class StreamClock {
  private static final Logger log = LoggerFactory.getLogger(StreamClock.class);

  private final Streams streams;
  private final StreamPace pace;
  private final ScheduledExecutorService beats = thread("botledger-stream-beat");
  private final ScheduledExecutorService looks = thread("botledger-stream-look");

  /** Of its own, since a look may go on for as long as there is more and more to tell. */
  private final ScheduledExecutorService checks = thread("botledger-stream-check");

  private final AtomicBoolean lookIsDue = new AtomicBoolean();
  private volatile long looked = System.nanoTime();
  private volatile boolean running;

  StreamClock(Streams streams, StreamPace pace, Progress progress, Projection... shownBy) {
    this.streams = streams;
    this.pace = pace;
    for (Projection projection : shownBy) {
      progress.onProgress(projection, this::lookSoon);
    }
  }

  /** Has changes looked for. Returns at once; what comes while a look is due is merged into it. */
  void lookSoon() {
    if (running && !streams.areNone() && lookIsDue.compareAndSet(false, true)) {
      long since = System.nanoTime() - looked;
      try {
        looks.schedule(
            this::look, Math.max(0, pace.pause().toNanos() - since), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException stopped) {
        log.debug("Nobody listens any more.", stopped);
      }
    }
  }

  private void look() {
    // Whatever is heard from here on is another look's.
    lookIsDue.set(false);
    attempt(streams::look);
    looked = System.nanoTime();
  }

  /** A failure must not end what is scheduled. */
  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("The streams are not served at the moment: {}", e.toString());
    }
  }

  void start() {
    running = true;
    every(beats, pace.heartbeat().toMillis(), streams::beat);
    every(looks, pace.look().toMillis(), streams::look);
    every(checks, pace.check().toMillis(), streams::check);
  }

  private static void every(ScheduledExecutorService thread, long millis, Runnable work) {
    thread.scheduleAtFixedRate(() -> attempt(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Ends all streams, too. */
  void stop() {
    running = false;
    beats.shutdownNow();
    looks.shutdownNow();
    checks.shutdownNow();
    streams.stop();
  }

  boolean isRunning() {
    return running;
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
