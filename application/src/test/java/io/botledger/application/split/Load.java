package io.botledger.application.split;

import io.botledger.application.split.Write.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients that write and read through the gateway, all the time, while something happens. */
final class Load implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Load.class);
  static final int CLIENTS = 5;

  private final String name;
  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger cut = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final CompletionService<@Nullable Void> clients =
      new ExecutorCompletionService<>(threads);

  private Load(String name) {
    this.name = name;
  }

  /**
   * @param name differs from all others'
   */
  static Load start(SplitShape shape, String name) {
    Load load = new Load(name);
    for (int i = 0; i < CLIENTS; i++) {
      load.clients.submit(
          new LoadClient(shape.client(), name + "-" + i, load.writes, load.cut, load.over::get));
    }
    return load;
  }

  /** Ends it and returns what the clients were told; fails if one of them saw what must not be. */
  List<Write> stop() throws InterruptedException {
    close();
    for (int i = 0; i < CLIENTS; i++) {
      try {
        clients.take().get();
      } catch (ExecutionException e) {
        throw new AssertionError("Client of the load " + name, e.getCause());
      }
    }
    List<Write> all = new ArrayList<>(writes);
    log(all);
    return all;
  }

  /** How many reads came to no end. */
  int cut() {
    return cut.get();
  }

  private void log(List<Write> all) {
    Map<Outcome, Long> outcomes = new TreeMap<>();
    all.forEach(write -> outcomes.merge(write.outcome(), 1L, Long::sum));
    List<Long> times = all.stream().map(write -> write.took().toMillis()).sorted().toList();
    log.info(
        "{}: {} writes {}, {} lagged, {} reads cut, p50 {} ms, p99 {} ms, longest {} ms",
        name,
        all.size(),
        outcomes,
        all.stream().filter(Write::lagged).count(),
        cut(),
        times.get(times.size() / 2),
        times.get(times.size() * 99 / 100),
        times.get(times.size() - 1));
  }

  @Override
  public void close() throws InterruptedException {
    over.set(true);
    threads.shutdown();
    // As long as the gateway may take.
    threads.awaitTermination(60, TimeUnit.SECONDS);
  }
}
