package io.botledger.query.stream;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The open streams of this process, by chatbot. Idle ones cost one look for all of them every few
 * seconds, and no thread and no connection.
 */
final class Streams {
  private static final Logger log = LoggerFactory.getLogger(Streams.class);
  private static final int COME_AGAIN_AFTER = 5;

  /** Threads for streams that read on by themselves: after an interruption, or slow ones. */
  private static final int READERS = 2;

  private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Changes changes;
  private final int most;
  private final ThreadPoolTaskExecutor readers = new ThreadPoolTaskExecutor();
  private volatile boolean stopping;

  /**
   * @param most how many at once
   */
  Streams(Changes changes, int most) {
    this.changes = changes;
    this.most = most;
    readers.setThreadNamePrefix("stream-reader-");
    readers.setCorePoolSize(READERS);
    readers.setAllowCoreThreadTimeOut(true);
    readers.setDaemon(true);
    readers.initialize();
  }

  /** How many there are. */
  int open() {
    return open.get();
  }

  boolean areNone() {
    return feeds.isEmpty();
  }

  /**
   * Takes one of the places; {@link #left} gives it back.
   *
   * @throws Refusal {@code unavailable} if there is none
   */
  void takePlace() {
    if (stopping) {
      throw Refusal.retryLater(
          ProblemCode.UNAVAILABLE, "This process is being stopped.", COME_AGAIN_AFTER, null);
    }
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      throw Refusal.retryLater(
          ProblemCode.UNAVAILABLE,
          "This process has %,d open streams, and takes no more.".formatted(most),
          COME_AGAIN_AFTER,
          null);
    }
  }

  /** Gives back a place that no stream came to. */
  void freePlace() {
    open.decrementAndGet();
  }

  /**
   * From now on the stream is told what changes.
   *
   * @param newest a position up to which the chatbot's changes were shown before
   * @return whether nobody has listened to the chatbot until now
   */
  boolean join(OpenStream stream, long newest) {
    boolean[] isFirst = {false};
    Feed feed =
        feeds.compute(
            stream.listening().chatbotId(),
            (chatbotId, known) -> {
              isFirst[0] = known == null;
              Feed shared = known == null ? new Feed(chatbotId, newest) : known;
              shared.streams().add(stream);
              return shared;
            });
    stream.begin(feed);
    if (stopping) {
      stream.end();
    }
    return isFirst[0];
  }

  /** To be called once, by a stream that has ended. */
  void left(OpenStream stream) {
    feeds.computeIfPresent(
        stream.listening().chatbotId(),
        (chatbotId, feed) -> {
          feed.streams().remove(stream);
          return feed.streams().isEmpty() ? null : feed;
        });
    freePlace();
  }

  /** Looks once for all that has changed, and tells it. */
  void look() {
    Map<String, Long> behind =
        feeds.values().stream().collect(Collectors.toMap(Feed::chatbotId, Feed::told));
    while (!behind.isEmpty()) {
      Map<String, Long> asked = behind;
      Map<String, Changes.Page> pages = changes.after(asked);
      pages.forEach(
          (chatbotId, page) -> {
            Feed feed = feeds.get(chatbotId);
            if (feed != null) {
              feed.add(asked.getOrDefault(chatbotId, 0L), page);
              feed.streams().forEach(OpenStream::advance);
            }
          });
      behind =
          pages.entrySet().stream()
              .filter(entry -> entry.getValue().isFull())
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().last()));
    }
  }

  void beat() {
    each(OpenStream::beat);
  }

  /** Ends the streams of those who may not listen any more. */
  void check() {
    StreamChecks checks = new StreamChecks();
    feeds.values().forEach(feed -> checks.check(feed.streams()));
  }

  /** Has a stream read on by itself. */
  void readOn(OpenStream stream) {
    readers.execute(
        () -> {
          try {
            stream.readOn(changes);
          } catch (RuntimeException e) {
            log.warn(
                "A stream of {} could not read on: {}",
                stream.listening().chatbotId(),
                e.toString());
            stream.couldNotRead();
          }
        });
  }

  /** Ends all, and lets none begin any more. */
  void stop() {
    stopping = true;
    each(OpenStream::end);
    readers.shutdown();
  }

  private void each(Consumer<OpenStream> action) {
    feeds.values().forEach(feed -> feed.streams().forEach(action));
  }
}
