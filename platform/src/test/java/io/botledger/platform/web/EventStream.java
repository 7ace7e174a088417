package io.botledger.platform.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client of server-sent events (HTML, section 9.2.6), as a runtime has one. */
public final class EventStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * An event.
   *
   * @param id null if it came without one
   */
  public record Event(@Nullable String id, String data) {}

  private final HttpResponse<InputStream> answer;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger comments = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  private EventStream(HttpResponse<InputStream> answer) {
    this.answer = answer;
    Thread reader = new Thread(this::read, "event-stream");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Opens one.
   *
   * @throws IllegalStateException with the answer if it is no stream
   */
  public static EventStream open(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        throw new IllegalStateException(answer.statusCode() + " " + body);
      }
      return new EventStream(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String id = null;
      String data = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith(":")) {
          comments.incrementAndGet();
        } else if (line.isEmpty()) {
          if (data != null) {
            events.add(new Event(id, data));
          }
          id = null;
          data = null;
        }
      }
    } catch (IOException e) {
      // It was cut: what had come whole has been taken.
    } finally {
      end.countDown();
    }
  }

  /** The answer's header; {@code ""} if there is none of that name. */
  public String header(String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** The next events, as soon as they are all there. */
  public List<Event> take(int count) {
    List<Event> taken = new ArrayList<>();
    while (taken.size() < count) {
      Event event = poll(PATIENCE);
      if (event == null) {
        throw new AssertionError("Only these have come of " + count + ": " + taken);
      }
      taken.add(event);
    }
    return taken;
  }

  /** The next event; null if none comes in time. */
  public @Nullable Event poll(Duration patience) {
    try {
      return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What has come and was not taken. */
  public List<Event> left() {
    List<Event> left = new ArrayList<>();
    events.drainTo(left);
    return left;
  }

  /** How many comments have come. */
  public int comments() {
    return comments.get();
  }

  /** Whether it has ended, or ends in time. */
  public boolean ends(Duration patience) {
    try {
      return end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Cuts it. */
  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
