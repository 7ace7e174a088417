package io.botledger.query.console.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** One answer on its way to a browser. Ends with whichever end ends first. */
final class Relay implements Flow.Subscriber<List<ByteBuffer>> {
  private static final long WITHOUT_END = 0;
  private static final long LONGEST_STREAM = Duration.ofMinutes(10).toMillis();

  private final boolean isFile;
  private final Consumer<Relay> ended;
  private final ResponseBodyEmitter toBrowser;
  private Flow.@Nullable Subscription fromApi;
  private boolean isOver;

  /**
   * @param isFile whether it must not look whole when it is not
   */
  Relay(boolean isFile, Consumer<Relay> ended) {
    this.isFile = isFile;
    this.ended = ended;
    this.toBrowser = new ResponseBodyEmitter(isFile ? WITHOUT_END : LONGEST_STREAM);
    toBrowser.onTimeout(this::onComplete);
    toBrowser.onCompletion(this::onComplete);
    toBrowser.onError(failure -> onComplete());
  }

  ResponseBodyEmitter begin(Flow.Publisher<List<ByteBuffer>> answer) {
    answer.subscribe(this);
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
      onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!isFile) {
      onComplete();
    } else if (end()) {
      toBrowser.completeWithError(new AnswerCut(failure));
    }
  }

  @Override
  public void onComplete() {
    if (end()) {
      toBrowser.complete();
    }
  }

  private synchronized void requestMore() {
    if (fromApi != null && !isOver) {
      fromApi.request(1);
    }
  }

  /** Whether it was not over before. */
  private boolean end() {
    synchronized (this) {
      if (isOver) {
        return false;
      }
      isOver = true;
      if (fromApi != null) {
        fromApi.cancel();
      }
    }
    ended.accept(this);
    return true;
  }
}
