package io.botledger.platform.eventstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's stream. Being asked costs a query only if events were announced since the last one,
 * if that one filled its page, or if it is too long ago.
 *
 * <p>What was read at once is one step: its events have one token, so that Axon hands them over
 * together, and a segment handles its part of them in one transaction. (Axon does the same with
 * what one event is upcast to.)
 *
 * <p>Axon's coordinator may ask from two threads at once.
 */
final class EventLogStream implements BlockingStream<TrackedEventMessage<?>> {

  private static final Logger logger = LoggerFactory.getLogger(EventLogStream.class);

  /** A handful as a rule: those of the few commands that were written at one time. */
  private static final int MOST_TORN = 500;

  private final GapSafeReader reader;
  private final Pages pages;
  private final IntSupplier size;
  private final LogMessages messages;
  private final Ahead ahead;
  private final long patience;
  private final Consumer<EventLogStream> onClose;
  private final Queue<TrackedEventMessage<?>> page = new ArrayDeque<>();
  private List<GapSafeReader.Positioned> torn = List.of();
  private final AtomicBoolean announced = new AtomicBoolean(true);
  private final Semaphore signal = new Semaphore(0);
  private volatile Runnable callback = () -> {};
  private volatile long lastRead;
  private final AtomicLong committed = new AtomicLong(System.nanoTime());
  private volatile boolean lacksRoom;
  private volatile boolean closed;

  EventLogStream(
      GapSafeReader reader,
      Pages pages,
      IntSupplier size,
      LogMessages messages,
      Ahead ahead,
      Duration patience,
      Consumer<EventLogStream> onClose) {
    this.reader = reader;
    this.pages = pages;
    this.size = size;
    this.messages = messages;
    this.ahead = ahead;
    this.patience = patience.toNanos();
    this.onClose = onClose;
  }

  /**
   * Events were committed.
   *
   * @param now after which they can be seen, by {@link System#nanoTime()}
   */
  void wake(long now) {
    // First the time and the flag, then the callback: who is called looks at them.
    committed.accumulateAndGet(now, Math::max);
    announced.set(true);
    signal.drainPermits();
    signal.release();
    callback();
  }

  /** Time has passed. */
  void remind() {
    if (isStale()) {
      wake(System.nanoTime());
    }
  }

  /** A little time has passed: who had no room may have some now. */
  void nudge() {
    if (lacksRoom) {
      callback();
    }
  }

  private void callback() {
    try {
      callback.run();
    } catch (RuntimeException e) {
      // A reader that is shutting down takes no more work; that must not keep others from waking.
      logger.debug("A reader of the log could not be woken.", e);
    }
  }

  private boolean isStale() {
    return System.nanoTime() - lastRead >= patience;
  }

  private synchronized @Nullable TrackedEventMessage<?> next(boolean take) {
    if (page.isEmpty() && !closed && hasRoom()) {
      if (!announced.get() && !reader.hasMore() && isStale()) {
        committed.accumulateAndGet(System.nanoTime(), Math::max);
        announced.set(true);
      }
      if (announced.get()) {
        readPage();
      }
      while (page.isEmpty() && reader.hasMore()) {
        readPage();
      }
    }
    return take ? page.poll() : page.peek();
  }

  private boolean hasRoom() {
    boolean hasRoom = ahead.hasRoom(size.getAsInt());
    lacksRoom = !hasRoom;
    return hasRoom;
  }

  private void readPage() {
    // Cleared before the read: what is announced during it may not be in its snapshot.
    announced.set(false);
    try {
      List<GapSafeReader.Positioned> events = new ArrayList<>(torn);
      events.addAll(reader.read(pages, size.getAsInt(), committed.get()));
      // Not at the end of the log, nor for long: what never comes holds up nothing.
      boolean mayWait = reader.hasMore() && torn.size() < MOST_TORN;
      int whole = Replacements.whole(events, messages::isReplaced, mayWait);
      torn = List.copyOf(events.subList(whole, events.size()));
      if (whole > 0) {
        GapAwareTrackingToken token = events.get(whole - 1).token();
        events.subList(0, whole).forEach(event -> page.add(messages.of(event.row().at(token))));
        ahead.add(token, whole);
      }
      lastRead = System.nanoTime();
    } catch (RuntimeException e) {
      announced.set(true);
      throw e;
    }
  }

  /**
   * What comes next in a step. Empty at its end: whoever looks there whether it goes on has not yet
   * handed over what he has, and should not wait until the next one is read.
   */
  @Override
  public synchronized Optional<TrackedEventMessage<?>> peek() {
    return Optional.ofNullable(page.peek());
  }

  @Override
  public boolean hasNextAvailable() {
    return next(false) != null;
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    while (next(false) == null) {
      long left = deadline - System.nanoTime();
      if (closed || left <= 0) {
        return false;
      }
      // No longer than the patience: the clock that reminds may have stopped.
      signal.tryAcquire(Math.min(left, patience), TimeUnit.NANOSECONDS);
    }
    return true;
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (true) {
      TrackedEventMessage<?> event = next(true);
      if (event != null) {
        return event;
      }
      if (closed) {
        throw new IllegalStateException("The stream is closed.");
      }
      signal.tryAcquire(patience, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    this.callback = callback;
    callback.run();
    return true;
  }

  @Override
  public void close() {
    closed = true;
    callback = () -> {};
    onClose.accept(this);
  }
}
