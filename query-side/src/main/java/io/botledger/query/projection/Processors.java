package io.botledger.query.projection;

import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import io.botledger.query.segment.Processes;
import io.botledger.query.segment.Shares;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that each generation that follows the log has a processor here. Generations come and
 * go, by whichever process; so every one looks again and again.
 *
 * <p>They start before the web server and stop after it, since its last writes wait for them.
 */
public final class Processors implements SmartLifecycle {

  /** Of each processor; the segments take turns, and what comes meanwhile goes together. */
  public static final int WORKERS = 1;

  /** The same for a generation that is built from the first event on. */
  public static final int REPLAY_WORKERS = 2;

  /**
   * How many events are read as one step, of which each segment handles its part in one
   * transaction.
   */
  public static final int BATCH = EventLog.PAGE;

  /**
   * The same for a generation that is built from the first event on. The larger, the more rows
   * begin and end in one step, and are written once; two steps in memory are some 20 MiB.
   */
  public static final int REPLAY_BATCH = 4_000;

  private static final Logger log = LoggerFactory.getLogger(Processors.class);
  private static final long PAUSE_WHILE_JOINING = 100;
  private static final long LONGEST_BATCH = 500;
  private static final int SECONDS_TO_STOP = 10;

  private final ProcessorFactory factory;
  private final Generations generations;
  private final Reports reports;
  private final Processes processes;
  private final Map<Generation, RunningProcessor> running = new HashMap<>();
  private final Set<Generation> resting = new HashSet<>();
  private @Nullable PromptExecutor clock;

  Processors(
      ProcessorFactory factory, Generations generations, Reports reports, Processes processes) {
    this.factory = factory;
    this.generations = generations;
    this.reports = reports;
    this.processes = processes;
  }

  @Override
  public synchronized void start() {
    PromptExecutor started = new PromptExecutor("generations", 1);
    clock = started;
    follow();
    // From now on others release segments: those that are ready to take them are there.
    processes.join();
    started.schedule(() -> lookAgain(started), pause(), TimeUnit.MILLISECONDS);
  }

  private long pause() {
    return generations.isAnyJoining()
        ? Math.min(PAUSE_WHILE_JOINING, generations.pace().look().toMillis())
        : generations.pace().look().toMillis();
  }

  private void lookAgain(PromptExecutor executor) {
    try {
      refresh();
    } catch (RuntimeException e) {
      log.warn(
          "The projections could not be looked after ({}); the next look is soon.", e.toString());
    } finally {
      if (!executor.isShutdown()) {
        executor.schedule(() -> lookAgain(executor), pause(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /**
   * Looks which generations there are, and starts and stops processors accordingly; and which other
   * processes, and shares the segments with them.
   */
  public void refresh() {
    // First, since whoever lives must say so also where all the rest waits for a connection.
    Shares shares = processes.look();
    share(shares);
    generations.refresh();
    follow();
    reports.tellWhatIsLive();
    share(shares);
  }

  private void share(Shares shares) {
    processors().forEach(processor -> processor.share(shares));
  }

  private synchronized void follow() {
    if (clock == null) {
      return;
    }
    Set<Generation> followed = generations.followed();
    for (Generation generation : List.copyOf(running.keySet())) {
      if (!followed.contains(generation)) {
        stop(generation);
      }
    }
    for (Generation generation : followed) {
      if (!running.containsKey(generation) && !resting.contains(generation)) {
        RunningProcessor processor = factory.processor(generation);
        try {
          processor.processor().start();
        } catch (RuntimeException e) {
          // PostgreSQL may be away. Nothing runs then, and the next look tries again.
          processor.abandon();
          throw e;
        }
        running.put(generation, processor);
      }
    }
  }

  private void stop(Generation generation) {
    RunningProcessor processor = running.remove(generation);
    if (processor != null) {
      processor.stop();
      reports.forget(generation);
    }
  }

  /**
   * Does something while a generation rests here, so that no batch of it is broken off, and looks
   * again which generations there are.
   *
   * @return what it returned
   */
  public boolean whileResting(Generation generation, BooleanSupplier work) {
    try {
      rest(generation);
      return work.getAsBoolean();
    } finally {
      synchronized (this) {
        resting.remove(generation);
      }
      refresh();
    }
  }

  private void rest(Generation generation) {
    RunningProcessor processor;
    synchronized (this) {
      resting.add(generation);
      processor = running.remove(generation);
    }
    if (processor != null) {
      try {
        processor.stop().get(LONGEST_BATCH, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        log.debug("A batch of {} goes on.", generation.processor(), e);
      }
    }
  }

  private synchronized List<RunningProcessor> processors() {
    return List.copyOf(running.values());
  }

  /** How many segments of a projection's live generation this process works on. */
  public synchronized int segments(Projection projection) {
    return running.entrySet().stream()
        .filter(entry -> entry.getKey().projection() == projection)
        .filter(entry -> generations.isLive(entry.getKey()))
        .mapToInt(entry -> entry.getValue().segments().size())
        .sum();
  }

  @Override
  public void stop() {
    List<RunningProcessor> last;
    synchronized (this) {
      if (clock != null) {
        clock.shutdownNow();
        clock = null;
      }
      last = new ArrayList<>(running.values());
      running.clear();
    }
    leave();
    CompletableFuture<?>[] stopping =
        last.stream().map(RunningProcessor::stop).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(stopping).get(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("The projections did not stop in order; they go on from their tokens.", e);
    }
    last.forEach(RunningProcessor::abandon);
  }

  /** Before the segments are released, so that the others take them at once. */
  private void leave() {
    try {
      processes.leave();
    } catch (RuntimeException e) {
      log.warn("The other processes could not be told that this one stops ({}).", e.toString());
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return clock != null;
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
