package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.limit.Pgbench;
import io.botledger.bench.limit.Script;
import io.botledger.bench.load.Load;
import io.botledger.bench.load.Requests;
import io.botledger.bench.load.Target;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long commands take that arrive at random, beside pgbench at the same rate. */
public final class CommandLatency implements Scenario {
  private static final int CONNECTIONS = 8;
  private static final int CHATBOTS = 1_000;
  private static final String GOAL = "command p99 at 8 connections: at most 3 times `pgbench`'s";

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public boolean takesRunningSystem() {
    return true;
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Rounds rounds = new Rounds(stage, "ms");
    if (stage.running().isPresent()) {
      CommandLoad load = new CommandLoad(stage.running().get(), Histories.FIRST, CHATBOTS);
      measure(
          stage,
          rounds,
          stage.running().get(),
          load,
          List.of("create"),
          Optional.empty(),
          List.of());
      return section(stage, rounds, List.of("create"));
    }
    Path directory = stage.empty(name());
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      List<Script> scripts;
      try (Traced traced = Traced.start(stage, postgres, directory, "command", Traced.TEXTS)) {
        scripts = traced.scripts(stage.report());
      }
      Path capsule = Histories.numbered(directory.resolve("numbered.ndjson"), CHATBOTS);
      postgres.create("one");
      String use = "--botledger.import=" + capsule;
      try (Server one =
          Server.start(
              stage.installation(), directory, "all", postgres.options("one"), List.of(), use)) {
        postgres.create("pgbench");
        Server.start(
                stage.installation(),
                directory,
                "command",
                postgres.options("pgbench"),
                List.of(),
                use)
            .close();
        CommandLoad load = new CommandLoad(one.target(), Histories.FIRST, CHATBOTS);
        measure(
            stage,
            rounds,
            one.target(),
            load,
            List.of("create", "deploy"),
            Pgbench.on(postgres.port(), "pgbench", stage.report()),
            scripts);
        return section(stage, rounds, List.of("create", "deploy"));
      }
    }
  }

  private static void measure(
      Stage stage,
      Rounds rounds,
      Target target,
      CommandLoad load,
      List<String> kinds,
      Optional<Pgbench> pgbench,
      List<Script> scripts)
      throws IOException, InterruptedException {
    double rate = stage.plan().perSecond();
    for (int round = -1; round < stage.plan().rounds(); round++) {
      for (String kind : kinds) {
        for (Script script : scripts) {
          if (round >= 0 && pgbench.isPresent() && script.name().equals(kind)) {
            Load.Result limit =
                pgbench
                    .get()
                    .open(
                        script, Histories.FIRST, CHATBOTS, CONNECTIONS, rate, stage.plan().round());
            rounds.add(kind + ", pgbench p99", limit.milliseconds(99));
            rounds.add(kind + ", pgbench p50", limit.milliseconds(50));
          }
        }
        for (String how : List.of("async", "rule 7")) {
          String[] headers = how.equals("async") ? new String[] {CommandLoad.ASYNC} : new String[0];
          boolean creates = kind.equals("create");
          Requests requests = creates ? load.creates(headers) : load.deploys(headers);
          int status = creates ? 201 : 202;
          if (round < 0) {
            // The same load, but as fast as it goes, until the compiler has seen enough.
            Load.closed(target, CONNECTIONS, stage.plan().warmUp(), status, requests);
          } else {
            Load.Result result =
                Load.open(target, CONNECTIONS, rate, stage.plan().round(), status, requests);
            rounds.add("%s, %s p99".formatted(kind, how), result.milliseconds(99));
            rounds.add("%s, %s p50".formatted(kind, how), result.milliseconds(50));
          }
        }
      }
    }
  }

  private static Section section(Stage stage, Rounds rounds, List<String> kinds) {
    List<Row> rows = new ArrayList<>();
    for (String percentile : List.of(" p99", " p50")) {
      for (String kind : kinds) {
        for (String how : List.of(", async", ", rule 7")) {
          rows.add(
              new Row(
                  rounds.figure(kind + how + percentile),
                  rounds.figureOrNull(kind + ", pgbench" + percentile),
                  percentile.equals(" p99") ? new Goal.AtMostTimesLimit(3) : new Goal.None()));
        }
      }
    }
    List<String> text =
        List.of(
            """
            An open loop: %s commands a second arrive at random (exponential gaps) over 8 connections; a latency counts from the time at which the \
            command was meant to be sent, so that one which waits for a free connection has waited (no coordinated omission). pgbench: 8 clients, \
            `--rate` the same, its times per transaction, which count from the scheduled time too; the scripts are those of `commands`, with \
            databases of their own."""
                .formatted(stage.plan().perSecond()));
    return new Section("latency", "Latency of commands", GOAL, text, rows, "");
  }
}
