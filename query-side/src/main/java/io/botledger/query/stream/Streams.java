package io.botledger.query.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The open streams of one kind in this process, by topic. Idle ones cost one look for all of them
 * every few seconds, and no thread and no connection.
 */
final class Streams {
  private static final Logger log = LoggerFactory.getLogger(Streams.class);

  /** Threads for streams that read on by themselves: after an interruption, or slow ones. */
  private static final int READERS = 2;

  private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
  private final Source source;
  private final Places places;
  private final ThreadPoolTaskExecutor readers = new ThreadPoolTaskExecutor();
  private volatile boolean stopping;

  Streams(Source source, Places places) {
    this.source = source;
    this.places = places;
    readers.setThreadNamePrefix("stream-reader-");
    readers.setCorePoolSize(READERS);
    readers.setAllowCoreThreadTimeOut(true);
    readers.setDaemon(true);
    readers.initialize();
  }

  boolean areNone() {
    return feeds.isEmpty();
  }

  /** Whether none may begin any more. */
  boolean areStopping() {
    return stopping;
  }

  /**
   * From now on the stream is told what changes.
   *
   * @param newest a position up to which everything of the topic was shown before
   * @return whether nobody has listened to the topic until now
   */
  boolean join(OpenStream stream, long newest) {
    boolean[] isFirst = {false};
    Feed feed =
        feeds.compute(
            stream.listening().topic(),
            (topic, known) -> {
              isFirst[0] = known == null;
              Feed shared = known == null ? new Feed(topic, newest) : known;
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
        stream.listening().topic(),
        (topic, feed) -> {
          feed.streams().remove(stream);
          return feed.streams().isEmpty() ? null : feed;
        });
    places.free();
  }

  /** Looks once for all that has changed, and tells it. */
  void look() {
    Map<String, Long> behind =
        feeds.values().stream().collect(Collectors.toMap(Feed::topic, Feed::told));
    while (!behind.isEmpty()) {
      Map<String, Long> asked = behind;
      Map<String, Source.Page> pages = source.after(asked);
      pages.forEach(
          (topic, page) -> {
            Feed feed = feeds.get(topic);
            if (feed != null) {
              feed.add(asked.getOrDefault(topic, 0L), page);
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
            stream.readOn(source);
          } catch (RuntimeException e) {
            log.warn(
                "A stream of {} could not read on: {}", stream.listening().topic(), e.toString());
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
