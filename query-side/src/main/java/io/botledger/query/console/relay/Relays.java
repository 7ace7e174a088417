package io.botledger.query.console.relay;

import io.botledger.query.console.page.TooManyPages;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Passes answers of the API on as they come. However slowly they are read, no page waits. */
@Component
public class Relays {
  private static final int FILES = 16;

  /** A slow reader of one holds a thread as well, for some seconds. */
  private static final int STREAMS = 200;

  private final Semaphore files = new Semaphore(FILES);
  private final Set<Relay> streams = ConcurrentHashMap.newKeySet();

  /**
   * A stream: over as soon as either end has enough, this process is stopped, or ten minutes are
   * over; browsers come again by themselves, if they are still signed in.
   *
   * @throws TooManyPages if there are as many as may hold a thread
   */
  public ResponseBodyEmitter stream(Flow.Publisher<List<ByteBuffer>> answer) {
    if (streams.size() >= STREAMS) {
      throw refused(answer);
    }
    Relay relay = new Relay(false, streams::remove);
    streams.add(relay);
    return relay.begin(answer);
  }

  /**
   * A file: the browser has it whole, or sees its connection broken off. One that is read slowly
   * holds a thread of the connections to the API.
   *
   * @throws TooManyPages if there are as many under way as may hold one
   */
  public ResponseBodyEmitter file(Flow.Publisher<List<ByteBuffer>> answer) {
    if (!files.tryAcquire()) {
      throw refused(answer);
    }
    return new Relay(true, ended -> files.release()).begin(answer);
  }

  private static TooManyPages refused(Flow.Publisher<List<ByteBuffer>> answer) {
    Relay refused = new Relay(true, ended -> {});
    refused.onComplete();
    refused.begin(answer);
    return new TooManyPages();
  }

  /** Browsers come again by themselves, and find another process or the next one. */
  @EventListener
  void stop(ContextClosedEvent closed) {
    streams.forEach(Relay::onComplete);
  }
}
