package io.botledger.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Writes answers in chunks. What fits into one chunk is an ordinary answer. Longer ones are written
 * by threads of their own, so that slow clients do not take those that everybody needs.
 *
 * <p>A failure before the first byte is a proper refusal; one after it cuts the connection, so that
 * nobody takes half an answer for the whole.
 */
public final class LongAnswers implements DisposableBean {
  private static final int AT_ONCE = 16;
  private static final int WAITING = 32;

  /** Of all places: whoever reads slowly keeps none but these from others. */
  private static final int OF_ONE_CREDENTIAL = 12;

  private static final long NO_TIMEOUT = -1;

  /** Spring would turn a rejection by the executor into a defect of ours. */
  private final Semaphore places = new Semaphore(AT_ONCE + WAITING);

  /** How many each credential has; those that have none are not in it. */
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

  LongAnswers() {
    executor.setThreadNamePrefix("long-answer-");
    executor.setCorePoolSize(AT_ONCE);
    executor.setMaxPoolSize(AT_ONCE);
    executor.setAllowCoreThreadTimeOut(true);
    executor.setDaemon(true);
    executor.initialize();
  }

  /** Answers with the chunks. To be called last, by a handler that returns nothing. */
  public void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String contentType,
      LongAnswer chunks)
      throws Exception {
    byte[] first = chunks.next();
    response.setContentType(contentType);
    if (chunks.isDone()) {
      response.setContentLength(first.length);
      response.getOutputStream().write(first);
    } else {
      writeAside(request, () -> writeAll(response, first, chunks));
    }
  }

  private interface Writing {
    void write() throws IOException;
  }

  private void writeAside(HttpServletRequest request, Writing writing) throws Exception {
    String credential = RequestContext.caller(request).map(Caller::credentialId).orElse("");
    take(credential);
    WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
    ModelAndViewContainer nothingToRender = new ModelAndViewContainer();
    nothingToRender.setRequestHandled(true);
    manager.startCallableProcessing(
        new WebAsyncTask<>(NO_TIMEOUT, executor, () -> written(writing, credential)),
        nothingToRender);
  }

  @SuppressWarnings("NullAway") // To Spring, null means that nothing is left to be answered.
  private Object written(Writing writing, String credential) throws IOException {
    try {
      writing.write();
      return null;
    } finally {
      giveBack(credential);
    }
  }

  private void take(String credential) {
    if (taken.merge(credential, 1, Integer::sum) > OF_ONE_CREDENTIAL) {
      taken.computeIfPresent(credential, LongAnswers::oneLess);
      throw Refusal.retryLater(
          ProblemCode.TOO_MANY_REQUESTS,
          "This credential reads %d long answers already.".formatted(OF_ONE_CREDENTIAL),
          5,
          null);
    }
    if (!places.tryAcquire()) {
      taken.computeIfPresent(credential, LongAnswers::oneLess);
      throw Refusal.retryLater(
          ProblemCode.UNAVAILABLE, "Too many long answers are being written.", 5, null);
    }
  }

  private void giveBack(String credential) {
    places.release();
    taken.computeIfPresent(credential, LongAnswers::oneLess);
  }

  private static @Nullable Integer oneLess(String credential, Integer count) {
    return count == 1 ? null : Integer.valueOf(count - 1);
  }

  private static void writeAll(HttpServletResponse response, byte[] first, LongAnswer chunks)
      throws IOException {
    OutputStream out = response.getOutputStream();
    out.write(first);
    out.flush();
    while (!chunks.isDone()) {
      out.write(chunks.next());
      out.flush();
    }
  }

  @Override
  public void destroy() {
    executor.shutdown();
  }
}
