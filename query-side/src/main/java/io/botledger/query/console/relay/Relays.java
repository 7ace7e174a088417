package io.botledger.query.console.relay;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Passes answers of the API on as they come. However slowly they are read, no page waits. */
@Component
public class Relays {
  private final Set<Relay> streams = ConcurrentHashMap.newKeySet();

  /** A stream without an end: over as soon as either end has enough, or this process is stopped. */
  public ResponseBodyEmitter stream(Flow.Publisher<List<ByteBuffer>> answer) {
    Relay relay = new Relay(false, streams::remove);
    streams.add(relay);
    return relay.begin(answer);
  }

  /** A file: the browser has it whole, or sees its connection broken off. */
  public ResponseBodyEmitter file(Flow.Publisher<List<ByteBuffer>> answer) {
    return new Relay(true, ended -> {}).begin(answer);
  }

  /** Browsers come again by themselves, and find another process or the next one. */
  @EventListener
  void stop(ContextClosedEvent closed) {
    streams.forEach(Relay::onComplete);
  }
}
