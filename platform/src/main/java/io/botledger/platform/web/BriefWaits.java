package io.botledger.platform.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * Waits a moment for an answer that is to come, on the request's own thread. Coming back to a
 * request later costs a second way through the container, the filters and the look-up of the
 * endpoint, which is more than most commands take. What takes longer holds no thread, nor does
 * anything once many of them wait: reads need some too.
 */
final class BriefWaits extends RequestMappingHandlerAdapter {
  private final Semaphore places;
  private final Duration moment;

  /**
   * @param places how many threads may wait at once
   * @param moment how long each of them
   */
  BriefWaits(int places, Duration moment) {
    this.places = new Semaphore(places);
    this.moment = moment;
  }

  @Override
  protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod method) {
    return new ServletInvocableHandlerMethod(method) {
      @Override
      public @Nullable Object invokeForRequest(
          NativeWebRequest request, @Nullable ModelAndViewContainer container, Object... arguments)
          throws Exception {
        Object answer = super.invokeForRequest(request, container, arguments);
        return answer instanceof CompletableFuture<?> future ? await(future) : answer;
      }
    };
  }

  /** What it came to, or the same again if that is to be waited for without a thread. */
  private @Nullable Object await(CompletableFuture<?> future) throws Exception {
    if (!places.tryAcquire()) {
      return future;
    }
    try {
      return future.get(moment.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return future;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      places.release();
    }
  }
}
