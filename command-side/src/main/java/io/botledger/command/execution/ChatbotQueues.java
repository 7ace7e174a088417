package io.botledger.command.execution;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * One queue for each chatbot in front of a few workers. What waits holds no thread and no
 * connection; of one chatbot only one piece of work runs at a time, and after it the chatbot goes
 * to the end of the workers' line. So a busy chatbot takes no more than its turn.
 */
final class ChatbotQueues implements AutoCloseable {
  private final int bound;
  private final int boundOfOne;
  private final Duration patience;
  private final ExecutorService workers;
  private final ScheduledThreadPoolExecutor clock;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * There is an entry for each chatbot that has a piece of work in the workers' line or running.
   */
  private final Map<String, Queue<Job<?>>> queues = new HashMap<>();

  /**
   * @param workers how many pieces of work run at once
   * @param bound how many may wait in this process
   * @param boundOfOne how many of one chatbot may wait, so that the others find room
   * @param patience how long one waits
   */
  ChatbotQueues(int workers, int bound, int boundOfOne, Duration patience) {
    this.bound = bound;
    this.boundOfOne = boundOfOne;
    this.patience = patience;
    this.workers =
        Executors.newFixedThreadPool(workers, new CustomizableThreadFactory("botledger-command-"));
    CustomizableThreadFactory daemons = new CustomizableThreadFactory("botledger-command-clock-");
    daemons.setDaemon(true);
    this.clock = new ScheduledThreadPoolExecutor(1, daemons);
    this.clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Runs the work when it is its chatbot's turn.
   *
   * @return fails with a {@link Refusal} ({@code too-many-requests}, {@code unavailable}) if the
   *     work was not begun, else with what the work failed with
   */
  <T> CompletableFuture<T> submit(String chatbotId, Callable<T> work) {
    Job<T> job = new Job<>(work);
    if (waiting.incrementAndGet() > bound) {
      waiting.decrementAndGet();
      return tooMany("Too many commands are waiting here.");
    }
    switch (joinQueue(chatbotId, job)) {
      case FIRST -> run(chatbotId, job);
      case WAITS -> {}
      case TOO_MANY -> {
        job.take();
        return tooMany("Too many commands of this chatbot are waiting here.");
      }
    }
    job.expireAfter(patience);
    return job.result;
  }

  /** How many wait, in all chatbots' queues and for a worker. */
  int waiting() {
    return waiting.get();
  }

  /** Lets what runs end, and refuses what waits. */
  @Override
  public void close() {
    clock.shutdownNow();
    workers.shutdown();
    try {
      workers.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> CompletableFuture<T> tooMany(String message) {
    return CompletableFuture.failedFuture(
        Refusal.retryLater(ProblemCode.TOO_MANY_REQUESTS, message, 1, null));
  }

  private enum Joined {
    FIRST,
    WAITS,
    TOO_MANY
  }

  private synchronized Joined joinQueue(String chatbotId, Job<?> job) {
    Queue<Job<?>> queue = queues.get(chatbotId);
    if (queue == null) {
      queues.put(chatbotId, new ArrayDeque<>());
      return Joined.FIRST;
    }
    if (queue.size() >= boundOfOne) {
      queue.removeIf(Job::isOver);
    }
    if (queue.size() >= boundOfOne) {
      return Joined.TOO_MANY;
    }
    queue.add(job);
    return Joined.WAITS;
  }

  private void run(String chatbotId, Job<?> job) {
    try {
      workers.execute(
          () -> {
            job.run();
            next(chatbotId);
          });
    } catch (RejectedExecutionException e) {
      job.refuse("This process is stopping; nothing was done.");
      next(chatbotId);
    }
  }

  private void next(String chatbotId) {
    Job<?> next;
    do {
      synchronized (this) {
        Queue<Job<?>> queue = queues.get(chatbotId);
        next = queue == null ? null : queue.poll();
        if (next == null) {
          queues.remove(chatbotId);
          return;
        }
      }
    } while (next.isOver());
    run(chatbotId, next);
  }

  /** A piece of work that is either begun or refused, whichever comes first. */
  private final class Job<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Callable<T> work;
    private boolean taken;
    private @Nullable Future<?> expiry;

    Job(Callable<T> work) {
      this.work = work;
    }

    void run() {
      if (!take()) {
        return;
      }
      try {
        result.complete(work.call());
      } catch (Throwable failure) {
        result.completeExceptionally(failure);
      }
    }

    void refuse(String message) {
      if (take()) {
        result.completeExceptionally(Refusal.retryLater(ProblemCode.UNAVAILABLE, message, 1, null));
      }
    }

    synchronized boolean isOver() {
      return taken;
    }

    synchronized void expireAfter(Duration patience) {
      if (!taken && !clock.isShutdown()) {
        expiry =
            clock.schedule(
                () -> refuse("It waited too long for its turn; nothing was done."),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
      }
    }

    private synchronized boolean take() {
      if (taken) {
        return false;
      }
      taken = true;
      waiting.decrementAndGet();
      if (expiry != null) {
        expiry.cancel(false);
      }
      return true;
    }
  }
}
