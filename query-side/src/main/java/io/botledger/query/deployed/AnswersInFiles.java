package io.botledger.query.deployed;

import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.query.deployed.Served.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * What runs in environments, as it was answered last, beyond the end of the process. Written behind
 * the backs of requests, every other second; what a killed process had not written yet is as it was
 * before.
 */
public final class AnswersInFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AnswersInFiles.class);
  private static final long PAUSE = 2;
  private static final byte[] LINE = "\n".getBytes(StandardCharsets.US_ASCII);

  /** Of a place: what is to be written; empty: nothing runs there. */
  private final Map<Place, Optional<Answer>> changed = new ConcurrentHashMap<>();

  private final Map<Place, Boolean> seen = new ConcurrentHashMap<>();
  private final LastKnownFiles files;
  private final @Nullable ScheduledExecutorService writer;

  AnswersInFiles(LastKnownFiles files) {
    this.files = files;
    this.writer = files == LastKnownFiles.NONE ? null : start();
  }

  private ScheduledExecutorService start() {
    CustomizableThreadFactory threads = new CustomizableThreadFactory("botledger-last-known-");
    threads.setDaemon(true);
    ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(threads);
    started.scheduleWithFixedDelay(this::write, PAUSE, PAUSE, TimeUnit.SECONDS);
    return started;
  }

  /** Keeps an answer that was just seen to hold. */
  void keep(Place place, @Nullable Answer answer, boolean isNew) {
    if (writer == null) {
      return;
    }
    if (isNew) {
      changed.put(place, Optional.ofNullable(answer));
    } else {
      seen.put(place, true);
    }
  }

  Optional<Served> find(Place place, Instant now) {
    return find(files, place, now);
  }

  /** The answer that was kept last, and how old it is. */
  public static Optional<Served> find(LastKnownFiles files, Place place, Instant now) {
    return files
        .find(place.fileName())
        .map(
            found -> {
              byte[] content = found.content();
              int end = new String(content, StandardCharsets.ISO_8859_1).indexOf('\n');
              return Served.lastKnown(
                  new Answer(
                      new String(content, 0, end, StandardCharsets.UTF_8),
                      Arrays.copyOfRange(content, end + LINE.length, content.length)),
                  Duration.between(found.seen(), now));
            });
  }

  private synchronized void write() {
    try {
      for (Place place : seen.keySet()) {
        seen.remove(place);
        files.seen(place.fileName());
      }
      for (Map.Entry<Place, Optional<Answer>> change : changed.entrySet()) {
        changed.remove(change.getKey(), change.getValue());
        change
            .getValue()
            .ifPresentOrElse(
                answer -> files.put(change.getKey().fileName(), content(answer)),
                () -> files.remove(change.getKey().fileName()));
      }
    } catch (RuntimeException e) {
      log.warn("What was known last could not be kept.", e);
    }
  }

  private static byte[] content(Answer answer) {
    byte[] tag = (answer.entityTag() + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOf(tag, tag.length + answer.json().length);
    System.arraycopy(answer.json(), 0, content, tag.length, answer.json().length);
    return content;
  }

  /** Writes what is left. */
  @Override
  public void close() {
    if (writer != null) {
      writer.shutdownNow();
      write();
    }
  }
}
