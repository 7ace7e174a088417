package io.botledger.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * The two kinds of load. Whatever answer is not the expected one ends the measurement with an
 * {@link IOException}: what is refused quickly must not count as fast.
 */
public final class Load {

  /** In place of a status: any of those from 200 to 299. */
  public static final int SUCCESS = 0;

  /** Never starts again: numbers make names, which are taken once. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private Load() {}

  /**
   * Numbers and times of one round.
   *
   * @param perSecond answers a second
   * @param nanos latencies; of a closed loop from the sending, of an open one from the time at
   *     which the request was meant to be sent
   */
  public record Result(double perSecond, Histogram nanos) {

    /** A latency in milliseconds. */
    public double milliseconds(double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e6;
    }
  }

  /**
   * As many as the server can answer: each connection sends the next request once it has the answer
   * to the one before, as pgbench does. Says how many, and nothing honest about latencies under a
   * load that does not wait.
   */
  public static Result closed(
      Target target, int connections, Duration time, int status, Requests requests)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    Histogram nanos =
        onEach(
            connections,
            () -> {
              Histogram own = histogram();
              try (Connection connection = new Connection(target)) {
                for (long sent = System.nanoTime(); sent < end; ) {
                  expect(status, connection, requests);
                  long now = System.nanoTime();
                  own.recordValue(now - sent);
                  sent = now;
                }
              }
              return own;
            });
    return new Result(nanos.getTotalCount() / ((System.nanoTime() - start) / 1e9), nanos);
  }

  /**
   * Requests at times of their own: at random, with a fixed mean, whatever became of those before.
   * One that finds all connections busy waits, and its latency counts from the time at which it was
   * meant to be sent, so that a server which stands still is seen by all that come meanwhile (no
   * coordinated omission).
   */
  public static Result open(
      Target target,
      int connections,
      double perSecond,
      Duration time,
      int status,
      Requests requests)
      throws IOException, InterruptedException {
    Arrivals arrivals = new Arrivals(perSecond, time, NUMBERS.get());
    long start = System.nanoTime();
    Histogram nanos =
        onEach(
            connections,
            () -> {
              Histogram own = histogram();
              try (Connection connection = new Connection(target)) {
                for (long due = arrivals.await(); due != Arrivals.NONE; due = arrivals.await()) {
                  expect(status, connection, requests);
                  own.recordValue(System.nanoTime() - due);
                }
              }
              return own;
            });
    return new Result(nanos.getTotalCount() / ((System.nanoTime() - start) / 1e9), nanos);
  }

  /** An empty histogram of nanoseconds, to three digits. */
  public static Histogram histogram() {
    return new Histogram(3);
  }

  private static void expect(int status, Connection connection, Requests requests)
      throws IOException {
    Answer answer = connection.send(requests.next(NUMBERS.getAndIncrement()));
    boolean expected = status == SUCCESS ? answer.status() / 100 == 2 : answer.status() == status;
    if (!expected) {
      throw new IOException("Expected " + status + ", got " + answer);
    }
  }

  /** Runs it in as many threads at once, and adds up what they measured. */
  public static Histogram onEach(int threads, Callable<Histogram> work)
      throws IOException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Histogram>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(executor.submit(work));
      }
      Histogram all = histogram();
      for (Future<Histogram> one : running) {
        all.add(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IOException("The load broke off: " + e.getCause(), e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }
}
