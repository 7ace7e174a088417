package io.botledger.platform.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The source of events for everything that follows the log: no committed event is skipped, each one
 * carries its position, and readers are woken as soon as events are announced.
 *
 * <p>Nothing depends on an announcement. Every stream looks again by itself once a second, which is
 * how events come through whose announcement got lost.
 *
 * <p>A running processor gets each event once, those of a chatbot in their order. After a restart,
 * or when segments change hands, Axon opens one stream for segments that stand at different places,
 * and then hands some of them events again (steps are others than before; a gap of their token is
 * closed by then, or filled by an event with a lower index than theirs): events that they have
 * handled, or that still wait for it, so that one may be twice in a batch. Whoever must not count
 * twice skips those, and what is at or below the newest position that it has handled of the
 * chatbot: a chatbot's positions only ever rise.
 */
public final class EventLog
    implements StreamableMessageSource<TrackedEventMessage<?>>, AutoCloseable {

  /**
   * The metadata entry that has an event's position. It is put there on reading and is not stored.
   * A tracking token does not tell it: that of an event which fills a gap has a higher index.
   */
  public static final String POSITION = "position";

  /** Of this size pages are shared; larger ones would be kept for nobody. */
  public static final int PAGE = 500;

  /** How long at most whoever was too far ahead rests once the others have caught up. */
  private static final int MILLISECONDS_TO_NUDGE = 5;

  private final DataSource dataSource;
  private final LogMessages messages;
  private final SharedPages pages;
  private final Duration patience;
  private final Set<EventLogStream> streams = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "botledger-log-clock");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param dataSource connections in auto-commit mode; a stream takes one for each page only
   */
  public EventLog(DataSource dataSource, Serializer events) {
    this(dataSource, events, Duration.ofSeconds(1));
  }

  EventLog(DataSource dataSource, Serializer events, Duration patience) {
    this.dataSource = dataSource;
    this.messages = new LogMessages(events);
    this.pages = new SharedPages(dataSource, messages);
    this.patience = patience;
    clock.scheduleWithFixedDelay(
        () -> streams.forEach(EventLogStream::remind),
        patience.toMillis(),
        patience.toMillis(),
        TimeUnit.MILLISECONDS);
    clock.scheduleWithFixedDelay(
        () -> streams.forEach(EventLogStream::nudge),
        MILLISECONDS_TO_NUDGE,
        MILLISECONDS_TO_NUDGE,
        TimeUnit.MILLISECONDS);
  }

  /**
   * The position of an event that came from here.
   *
   * @throws IllegalArgumentException if it came from elsewhere
   */
  public static long positionOf(EventMessage<?> event) {
    if (event.getMetaData().get(POSITION) instanceof Number position) {
      return position.longValue();
    }
    throw new IllegalArgumentException("The event " + event.getIdentifier() + " has no position.");
  }

  /** Says that events were committed. Returns at once. */
  public void wake() {
    long now = System.nanoTime();
    streams.forEach(stream -> stream.wake(now));
  }

  /**
   * Reads on from a token; null is the tail. When the database fails the stream throws an {@link
   * org.axonframework.eventsourcing.eventstore.EventStoreException} and can be asked again.
   */
  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    return openStream(token, PAGE);
  }

  BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token, int size) {
    return openStream(token, () -> size, Ahead.ofNobody());
  }

  /**
   * The log as a processor of several segments reads it: in steps, each of which a segment handles
   * in one transaction.
   *
   * @param size how many events a step has at most, but for those that are not to be parted; may
   *     change
   * @param handled the tokens of the segments that the processor has, as far as they have come; it
   *     gets a step more only while no more events than that wait for the slowest of them
   */
  public StreamableMessageSource<TrackedEventMessage<?>> inSteps(
      IntSupplier size, Supplier<Stream<TrackingToken>> handled) {
    return new StreamableMessageSource<>() {
      @Override
      public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return EventLog.this.openStream(token, size, Ahead.of(handled));
      }

      @Override
      public TrackingToken createTailToken() {
        return EventLog.this.createTailToken();
      }

      @Override
      public TrackingToken createHeadToken() {
        return EventLog.this.createHeadToken();
      }
    };
  }

  private BlockingStream<TrackedEventMessage<?>> openStream(
      @Nullable TrackingToken token, IntSupplier size, Ahead ahead) {
    EventLogStream stream =
        new EventLogStream(
            new GapSafeReader(dataSource, GapSafeReader.startingAt(token), PAGE),
            this::page,
            size,
            messages,
            ahead,
            patience,
            streams::remove);
    streams.add(stream);
    return stream;
  }

  private LogPage page(GapAwareTrackingToken token, int size, long notBefore) {
    return size == PAGE
        ? pages.read(token, size, notBefore)
        : LogPage.read(dataSource, token, size);
  }

  /**
   * Reads single events again, as streams hand them out, in the order of their positions.
   *
   * @throws org.axonframework.eventsourcing.eventstore.EventStoreException if the database fails
   */
  public List<TrackedEventMessage<?>> read(List<Long> positions) {
    return SingleEvents.read(dataSource, positions).stream()
        .<TrackedEventMessage<?>>map(messages::of)
        .toList();
  }

  @Override
  public TrackingToken createTailToken() {
    return GapSafeReader.TAIL;
  }

  @Override
  public TrackingToken createHeadToken() {
    return new LogTokens(dataSource).head();
  }

  @Override
  public TrackingToken createTokenAt(Instant time) {
    return new LogTokens(dataSource).at(time);
  }

  /** Stops the clock. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
