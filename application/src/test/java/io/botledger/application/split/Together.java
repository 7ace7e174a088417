package io.botledger.application.split;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several clients at once. */
final class Together {
  private Together() {}

  /** What each of them returned, after the end of all; fails as the first of them that failed. */
  static <T> List<T> run(List<? extends Callable<T>> clients)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> client : threads.invokeAll(clients)) {
        results.add(client.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
