package io.botledger.bench.scenario;

import io.botledger.bench.load.Answer;
import io.botledger.bench.load.Arrivals;
import io.botledger.bench.load.Connection;
import io.botledger.bench.load.Load;
import io.botledger.bench.load.Target;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** How soon a write is shown by another process. */
public final class WriteToVisible implements Scenario {
  private static final String GOAL =
      """
      write to visible in the other process (split shape), 200 commands a second arriving at random: p50 at most 10 ms, p99 at most 40 ms""";
  private static final int GOALS_RATE = 200;
  private static final List<Integer> RATES = List.of(20, 50, 100, GOALS_RATE);

  /** So many writes may be under way: more than the goal's rate brings within a second. */
  private static final int THREADS = 256;

  private static final long SHORTEST_PAUSE = 500_000;
  private static final long LONGEST = Duration.ofSeconds(10).toNanos();
  private static final long LONGEST_CATCHING_UP = Duration.ofMinutes(1).toNanos();

  /** The same chatbot is never written to twice. */
  private final AtomicLong chatbots = new AtomicLong(System.currentTimeMillis());

  /** How many were given up; each counts with the time at which it was. */
  private final AtomicLong notShown = new AtomicLong();

  /** Those, to be asked for once more when all is quiet: what is shown late is not lost. */
  private final Queue<Write> late = new ConcurrentLinkedQueue<>();

  private record Write(byte[] question, String deployment) {}

  /** How many writes a process had no room for; each counts like those that were given up. */
  private final AtomicLong refused = new AtomicLong();

  /** How many reads a process had no connection for. */
  private final AtomicLong turnedAway = new AtomicLong();

  @Override
  public String name() {
    return "visible";
  }

  @Override
  public boolean takesRunningSystem() {
    return true;
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Rounds rounds = new Rounds(stage, "ms");
    if (stage.running().isPresent()) {
      Target target = stage.running().get();
      measure(stage, rounds, List.of(target), List.of(target), new Listen.None());
      return section(rounds);
    }
    Path directory = stage.empty(name());
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      postgres.create("split");
      postgres.create("listen");
      try (Server command1 = start(stage, directory, postgres, "command", "");
          Server command2 = start(stage, directory, postgres, "command", "");
          Server query1 = start(stage, directory, postgres, "query", api(command1));
          Server query2 = start(stage, directory, postgres, "query", api(command2));
          Listen listen = Listen.on(postgres, "listen")) {
        measure(
            stage,
            rounds,
            List.of(command1.target(), command2.target()),
            List.of(query1.target(), query2.target()),
            listen);
        return section(rounds);
      }
    }
  }

  private static String api(Server command) {
    return "--botledger.console.api=http://127.0.0.1:" + command.target().port();
  }

  private static Server start(
      Stage stage, Path directory, Postgres postgres, String role, String more)
      throws IOException, InterruptedException {
    return Server.start(
        stage.installation(),
        directory,
        role,
        postgres.options("split"),
        List.of(),
        more.isEmpty() ? "--botledger.drain=0s" : more);
  }

  private void measure(
      Stage stage, Rounds rounds, List<Target> writers, List<Target> readers, Listen listen)
      throws IOException, InterruptedException {
    load(writers, readers, 50, stage.plan().warmUp().multipliedBy(2));
    requireAllShown(readers);
    for (int i = 0; i < stage.plan().rounds(); i++) {
      for (int rate : RATES) {
        Duration time = stage.plan().round();
        listen
            .load(rate, time)
            .ifPresent(
                limit -> {
                  rounds.add(rate + "/s, limit p50", limit.getValueAtPercentile(50) / 1e6);
                  rounds.add(rate + "/s, limit p99", limit.getValueAtPercentile(99) / 1e6);
                });
        Histogram[] result = load(writers, readers, rate, time);
        rounds.add(rate + "/s p50", result[0].getValueAtPercentile(50) / 1e6);
        rounds.add(rate + "/s p99", result[0].getValueAtPercentile(99) / 1e6);
        rounds.add(rate + "/s, from arrival p50", result[1].getValueAtPercentile(50) / 1e6);
        rounds.add(rate + "/s, from arrival p99", result[1].getValueAtPercentile(99) / 1e6);
      }
      requireAllShown(readers);
    }
  }

  /**
   * Of those that were given up: a write that is never shown is lost, and no figure then counts.
   */
  private void requireAllShown(List<Target> readers) throws IOException {
    long deadline = System.nanoTime() + LONGEST_CATCHING_UP;
    for (Target target : readers) {
      try (Connection reader = new Connection(target)) {
        for (Write write : late) {
          Answer answer = reader.send(write.question());
          while (answer.status() != 200
              || !answer.first("deploymentId").equals(write.deployment())) {
            if (System.nanoTime() - deadline > 0) {
              throw new IOException("Never shown: " + write.deployment() + ", but " + answer);
            }
            LockSupport.parkNanos(10_000_000);
            answer = reader.send(write.question());
          }
        }
      }
    }
    late.clear();
  }

  /** From the acknowledgement, and from the arrival, to shown. */
  private Histogram[] load(List<Target> writers, List<Target> readers, int rate, Duration time)
      throws IOException, InterruptedException {
    Arrivals arrivals = new Arrivals(rate, time, rate);
    AtomicLong turns = new AtomicLong();
    Histogram fromAcknowledgement = Load.histogram();
    Histogram fromArrival =
        Load.onEach(
            THREADS,
            () -> {
              Histogram own = Load.histogram();
              Histogram acknowledged = Load.histogram();
              int turn = (int) turns.getAndIncrement();
              try (Connection writer = new Connection(writers.get(turn % writers.size()));
                  Connection reader = new Connection(readers.get(turn / 2 % readers.size()))) {
                for (long due = arrivals.await(); due != Arrivals.NONE; due = arrivals.await()) {
                  long shown = untilShown(writer, reader);
                  acknowledged.recordValue(shown);
                  own.recordValue(Math.max(shown, System.nanoTime() - due));
                }
              }
              synchronized (fromAcknowledgement) {
                fromAcknowledgement.add(acknowledged);
              }
              return own;
            });
    return new Histogram[] {fromAcknowledgement, fromArrival};
  }

  /**
   * Writes, and asks again and again until it is shown, with pauses of a tenth of the time so far:
   * by so much more it may seem.
   */
  private long untilShown(Connection writer, Connection reader) throws IOException {
    String chatbot = "/v1/chatbots/visible-" + chatbots.getAndIncrement();
    byte[] write =
        writer
            .target()
            .post(
                chatbot + "/versions",
                "{\"name\":\"first\",\"environment\":\"prod\"}",
                CommandLoad.ASYNC);
    byte[] question = reader.target().get(chatbot + "/environments/prod/deployed-version");
    Answer written = writer.send(write);
    if (written.status() == 503) {
      refused.incrementAndGet();
      return LONGEST;
    }
    if (written.status() != 201) {
      throw new IOException("Expected 201, got " + written);
    }
    String deployment = written.first("deploymentId");
    long acknowledged = System.nanoTime();
    while (true) {
      Answer answer = reader.send(question);
      long passed = System.nanoTime() - acknowledged;
      if (answer.status() == 200 && answer.first("deploymentId").equals(deployment)) {
        return passed;
      }
      if (answer.status() == 503) {
        turnedAway.incrementAndGet();
      } else if (answer.status() != 200 && answer.status() != 404) {
        throw new IOException("Expected 200 or 404, got " + answer);
      }
      if (passed > LONGEST) {
        notShown.incrementAndGet();
        late.add(new Write(question, deployment));
        return passed;
      }
      LockSupport.parkNanos(Math.max(SHORTEST_PAUSE, passed / 10));
    }
  }

  private Section section(Rounds rounds) {
    List<Row> rows = new ArrayList<>();
    for (int rate : RATES) {
      for (String percentile : List.of(" p50", " p99")) {
        Goal goal =
            rate == GOALS_RATE
                ? new Goal.AtMost(percentile.equals(" p50") ? 10 : 40)
                : new Goal.None();
        rows.add(
            new Row(
                rounds.figure(rate + "/s" + percentile),
                rounds.figureOrNull(rate + "/s, limit" + percentile),
                goal));
        rows.add(
            new Row(rounds.figure(rate + "/s, from arrival" + percentile), null, new Goal.None()));
      }
    }
    List<String> text =
        List.of(
            """
            Two command and two query processes, PostgreSQL and the bench on one machine. Each write makes a chatbot of its own with a version in prod, does \
            not wait for reads (`respond-async`), and is asked for at a query process again and again until that shows it; the asking is load, \
            too. Arrivals at random with a fixed mean, whatever became of those before. The figure counts from the acknowledgement; \
            `from arrival` counts from the time at which the write was meant to be sent (no coordinated omission).""",
            """
            The limit is what PostgreSQL alone takes for it: a row is committed and `NOTIFY` sent, as after a command; another connection that \
            listens selects the row; from the commit's return to the row, at the same rate.""",
            """
            Counted with 10 s: %d writes that were not shown by then (all of them were, later; the measurement would have failed), %d that were refused (503). Asked again after a 503: %d reads."""
                .formatted(notShown.get(), refused.get(), turnedAway.get()));
    return new Section("visible", "Write to visible", GOAL, text, rows, "");
  }
}
