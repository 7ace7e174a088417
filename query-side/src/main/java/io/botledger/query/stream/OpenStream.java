package io.botledger.query.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener. It is written to only while that does not block, by whoever has something new or by
 * the server when there is room again, and takes what comes next from its feed by the position that
 * it has got to. So a slow listener costs nobody anything: it holds no thread and no queue, and
 * what it misses is in the log. The server cuts it off when it has taken nothing for a while
 * (connection-timeout).
 */
final class OpenStream implements WriteListener, AsyncListener {
  private static final Logger log = LoggerFactory.getLogger(OpenStream.class);

  /**
   * Sent first, so that a listener knows that it is heard, and how soon to come back: in a second.
   */
  private static final byte[] BEGINNING = "retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Streams streams;
  private final Listening listening;
  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Deque<byte[]> pending = new ArrayDeque<>();
  private @Nullable Feed feed;
  private long position;
  private boolean unflushed;
  private boolean reading;
  private boolean ended;
  private volatile long confirmed = System.nanoTime();

  /**
   * @param present what it is told first
   * @param position whatever is behind it is told then
   */
  OpenStream(
      Streams streams, Listening listening, AsyncContext async, List<Change> present, long position)
      throws IOException {
    this.streams = streams;
    this.listening = listening;
    this.async = async;
    this.out = async.getResponse().getOutputStream();
    this.position = position;
    pending.add(BEGINNING);
    present.forEach(change -> pending.add(change.block()));
  }

  Listening listening() {
    return listening;
  }

  /** It was found that the listener may go on. */
  void confirm() {
    confirmed = System.nanoTime();
  }

  /** Since when that is not known. */
  Duration unconfirmedFor() {
    return Duration.ofNanos(System.nanoTime() - confirmed);
  }

  /** From now on it is written to. */
  synchronized void begin(Feed shared) {
    feed = shared;
    if (!ended) {
      async.addListener(this);
      out.setWriteListener(this);
    }
  }

  /** Writes what there is, as far as that does not block. */
  synchronized void advance() {
    Feed from = feed;
    if (ended || from == null) {
      return;
    }
    try {
      while (out.isReady()) {
        byte[] next = next(from);
        if (next != null) {
          out.write(next);
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      log.debug("A listener is gone.", e);
      end();
    }
  }

  /** Writes a comment, unless it has not even got what came before. */
  synchronized void beat() {
    if (pending.isEmpty()) {
      pending.add(HEARTBEAT);
    }
    advance();
  }

  private byte @Nullable [] next(Feed from) {
    while (pending.isEmpty()) {
      Feed.Next next = from.after(position);
      if (next instanceof Feed.Told told) {
        take(told.change());
      } else if (next instanceof Feed.Nothing nothing) {
        position = nothing.position();
        return null;
      } else {
        if (!reading) {
          reading = true;
          streams.readOn(this);
        }
        return null;
      }
    }
    return pending.poll();
  }

  private void take(Change change) {
    position = change.position();
    if (listening.hears(change)) {
      pending.add(change.block());
    }
  }

  /** Reads on where the feed does not reach; on a thread that may wait for the database. */
  void readOn(Source source) {
    Feed from;
    long after;
    synchronized (this) {
      from = feed;
      after = position;
    }
    if (from == null) {
      return;
    }
    // Asked first: whatever it has told is shown by the time the page is read.
    long told = from.told();
    String topic = listening.topic();
    Source.@Nullable Page page = source.after(Map.of(topic, after)).get(topic);
    synchronized (this) {
      if (page != null) {
        page.changes().forEach(this::take);
        position = Math.max(position, page.last());
      }
      if (page == null || !page.isFull()) {
        position = Math.max(position, told);
      }
      reading = false;
    }
    advance();
  }

  /** The next attempt is made with the next heartbeat, if not before. */
  synchronized void couldNotRead() {
    reading = false;
  }

  /** Ends it, in good order if its listener is still there. */
  void end() {
    boolean isFirst;
    synchronized (this) {
      isFirst = !ended;
      ended = true;
    }
    if (isFirst) {
      streams.left(this);
      complete();
    }
  }

  private void complete() {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      log.debug("The server has ended the stream itself.", e);
    }
  }

  @Override
  public void onWritePossible() {
    advance();
  }

  @Override
  public void onError(Throwable failure) {
    log.debug("A listener is gone.", failure);
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  /** Whatever was said to the server before, from here on it wants to be told again. */
  @Override
  public void onError(AsyncEvent event) {
    end();
    complete();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
