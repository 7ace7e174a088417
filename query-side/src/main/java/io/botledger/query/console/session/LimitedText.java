package io.botledger.query.console.session;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body that is read as UTF-8, but no further than to a limit: a longer one is a failure. */
final class LimitedText implements BodySubscriber<String> {
  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private long left;
  private Flow.@Nullable Subscription body;

  /**
   * @param limit in bytes
   */
  LimitedText(long limit) {
    this.left = limit;
  }

  @Override
  public CompletionStage<String> getBody() {
    return text.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    body = subscription;
    text.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    left -= pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    if (left >= 0) {
      text.onNext(pieces);
    } else if (body != null) {
      body.cancel();
      text.onError(new IOException("The answer is too long."));
    }
  }

  @Override
  public void onError(Throwable failure) {
    text.onError(failure);
  }

  @Override
  public void onComplete() {
    text.onComplete();
  }
}
