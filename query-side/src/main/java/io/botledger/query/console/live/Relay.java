package io.botledger.query.console.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** One stream on its way to a browser. Ends with whichever end ends first. */
final class Relay implements Flow.Subscriber<List<ByteBuffer>> {
  private static final long WITHOUT_END = 0;

  private final Set<Relay> open;
  private final ResponseBodyEmitter toBrowser = new ResponseBodyEmitter(WITHOUT_END);
  private Flow.@Nullable Subscription fromApi;
  private boolean isOver;

  Relay(Set<Relay> open) {
    this.open = open;
    open.add(this);
    toBrowser.onCompletion(this::end);
    toBrowser.onError(failure -> end());
  }

  ResponseBodyEmitter toBrowser() {
    return toBrowser;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    fromApi = subscription;
    if (isOver) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    try {
      for (ByteBuffer piece : pieces) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        toBrowser.send(bytes, MediaType.APPLICATION_OCTET_STREAM);
      }
      requestMore();
    } catch (IOException | IllegalStateException browserGone) {
      end();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end();
  }

  @Override
  public void onComplete() {
    end();
  }

  private synchronized void requestMore() {
    if (fromApi != null && !isOver) {
      fromApi.request(1);
    }
  }

  void end() {
    synchronized (this) {
      if (isOver) {
        return;
      }
      isOver = true;
      if (fromApi != null) {
        fromApi.cancel();
      }
    }
    open.remove(this);
    toBrowser.complete();
  }
}
