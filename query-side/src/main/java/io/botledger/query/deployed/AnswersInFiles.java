package io.botledger.query.deployed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * What runs in environments, as it was answered last, beyond the end of the process. Written behind
 * the backs of requests, every other second; what a killed process had not written yet is as it was
 * before. An answer that goes on holding is seen to be in its file every half minute.
 */
public final class AnswersInFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AnswersInFiles.class);
  private static final long PAUSE = 2;
  private static final Duration SEEN_EVERY = Duration.ofSeconds(30);

  /** So many bytes wait to be written; what comes beyond that is left to the next read. */
  private static final long MOST_WAITING = 8 << 20;

  /** Of a place: what is to be written; empty: nothing runs there. */
  private final Map<Place, Optional<Answer>> waiting = new ConcurrentHashMap<>();

  private final AtomicLong bytes = new AtomicLong();
  private final Cache<Place, Optional<Answer>> written =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(SEEN_EVERY).build();
  private final LastKnownFiles files;
  private final @Nullable ScheduledExecutorService writer;

  AnswersInFiles(LastKnownFiles files) {
    this.files = folder(files);
    this.writer = files == LastKnownFiles.NONE ? null : start();
  }

  private ScheduledExecutorService start() {
    CustomizableThreadFactory threads = new CustomizableThreadFactory("botledger-last-known-");
    threads.setDaemon(true);
    ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(threads);
    started.scheduleWithFixedDelay(this::write, PAUSE, PAUSE, TimeUnit.SECONDS);
    return started;
  }

  private static LastKnownFiles folder(LastKnownFiles files) {
    return files.within("answers");
  }

  /** Whether there is any answer at all. */
  public static boolean isEmpty(LastKnownFiles files) {
    return folder(files).isEmpty();
  }

  /** Keeps an answer that was just seen to hold; null: nothing runs there. */
  void keep(Place place, @Nullable Answer answer) {
    if (writer == null || (answer != null && answer.json() == null)) {
      return;
    }
    Optional<Answer> before = written.getIfPresent(place);
    boolean isWritten = before != null && before.orElse(null) == answer;
    if (!isWritten && bytes.get() < MOST_WAITING) {
      bytes.addAndGet(size(answer) - size(waiting.put(place, Optional.ofNullable(answer))));
    }
  }

  private static long size(@Nullable Optional<Answer> waiting) {
    return waiting == null ? 0 : size(waiting.orElse(null));
  }

  private static long size(@Nullable Answer answer) {
    return answer == null || answer.json() == null ? 0 : answer.json().length;
  }

  Optional<Served> find(Place place, Instant now) {
    return find(place, now, files);
  }

  /** The answer that was kept last, and how old it is. */
  public static Optional<Served> find(LastKnownFiles files, Place place, Instant now) {
    return find(place, now, folder(files));
  }

  private static Optional<Served> find(Place place, Instant now, LastKnownFiles folder) {
    return folder
        .find(place.fileName())
        .map(
            found -> {
              byte[] content = found.content();
              int end = new String(content, StandardCharsets.ISO_8859_1).indexOf('\n');
              return Served.lastKnown(
                  new Answer(
                      new String(content, 0, end, StandardCharsets.UTF_8),
                      Arrays.copyOfRange(content, end + 1, content.length)),
                  Duration.between(found.seen(), now));
            });
  }

  private synchronized void write() {
    try {
      for (Map.Entry<Place, Optional<Answer>> one : waiting.entrySet()) {
        Place place = one.getKey();
        Optional<Answer> answer = one.getValue();
        answer.ifPresentOrElse(
            there -> files.confirm(place.fileName(), content(there)),
            () -> files.remove(place.fileName()));
        written.put(place, answer);
        if (waiting.remove(place, answer)) {
          bytes.addAndGet(-size(answer));
        }
      }
    } catch (RuntimeException e) {
      log.warn("What was known last could not be kept.", e);
    }
  }

  private static byte[] content(Answer answer) {
    byte[] tag = (answer.entityTag() + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] json = answer.rendered();
    byte[] content = Arrays.copyOf(tag, tag.length + json.length);
    System.arraycopy(json, 0, content, tag.length, json.length);
    return content;
  }

  /** Writes what is left. */
  @Override
  public void close() {
    if (writer != null) {
      writer.shutdown();
      try {
        writer.awaitTermination(PAUSE, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      write();
    }
  }
}
