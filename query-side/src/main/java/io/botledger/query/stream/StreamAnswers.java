package io.botledger.query.stream;

import io.botledger.platform.web.QueryValues;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Answers requests with streams of one kind. They end right after new requests are sent elsewhere,
 * and before the web server waits for its requests.
 */
public final class StreamAnswers implements SmartLifecycle {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  /**
   * How a stream begins.
   *
   * @param changes what is told first
   * @param position up to which everything is shown
   */
  public record Beginning(List<Change> changes, long position) {}

  private final Places places;
  private final Streams streams;
  private final StreamClock clock;

  StreamAnswers(Places places, Streams streams, StreamClock clock) {
    this.places = places;
    this.streams = streams;
    this.clock = clock;
  }

  /** Where to go on; null if it was not said. What is wrong with it is noted. */
  public static @Nullable Long lastEventId(HttpServletRequest request, QueryValues values) {
    String given = request.getHeader(LAST_EVENT_ID);
    if (given == null || given.isEmpty()) {
      return null;
    }
    if (given.matches("[0-9]{1,18}")) {
      return Long.parseLong(given);
    }
    values.issue(
        LAST_EVENT_ID, "It must be the id of an event of the stream: an integer from 0 up.");
    return null;
  }

  /**
   * Begins one, unless only its headers are asked for.
   *
   * @param after what it tells is behind this position; null: behind its beginning
   * @throws io.botledger.platform.web.Refusal {@code unavailable} if there is no place for it
   */
  public void begin(
      HttpServletRequest request,
      HttpServletResponse response,
      Listening listening,
      @Nullable Long after,
      Supplier<Beginning> beginning)
      throws IOException {
    if (streams.areStopping()) {
      throw Places.comeAgain("This process is being stopped.");
    }
    places.take();
    boolean begun = false;
    try {
      Beginning present = beginning.get();
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      // For proxies that would hold back what comes piece by piece.
      response.setHeader("X-Accel-Buffering", "no");
      if (request.getMethod().equals("HEAD")) {
        return;
      }
      AsyncContext async = request.startAsync();
      async.setTimeout(0);
      long position = after == null ? present.position() : after;
      OpenStream stream = new OpenStream(streams, listening, async, present.changes(), position);
      begun = true;
      if (streams.join(stream, present.position())) {
        clock.lookSoon();
      }
    } finally {
      if (!begun) {
        places.free();
      }
    }
  }

  @Override
  public void start() {
    clock.start();
  }

  @Override
  public void stop() {
    clock.stop();
  }

  @Override
  public boolean isRunning() {
    return clock.isRunning();
  }

  /** Right after what sends new requests elsewhere, and before the web server. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }
}
