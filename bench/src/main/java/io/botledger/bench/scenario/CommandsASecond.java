package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.limit.Script;
import io.botledger.bench.load.Load;
import io.botledger.bench.load.Requests;
import io.botledger.bench.load.Target;
import io.botledger.bench.report.Figure;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many commands a second, beside pgbench and beside a bare route of the same server. */
public final class CommandsASecond implements Scenario {
  private static final int CONNECTIONS = CommandRounds.CONNECTIONS;
  private static final int CHATBOTS = CommandRounds.CHATBOTS;

  private static final String GOAL =
      """
      commands a second (create; deploy over 1,000 chatbots), 32 connections, one process on a local PostgreSQL with durable settings, \
      with `respond-async` and with rule 7, both reported: at least 0.5 of `pgbench` at the same concurrency, and at least 0.85 of the \
      same SQL behind a bare HTTP route of the same server without Axon""";

  @Override
  public String name() {
    return "commands";
  }

  @Override
  public boolean takesRunningSystem() {
    return true;
  }

  @Override
  public Section run(Stage stage) throws Exception {
    if (stage.running().isPresent()) {
      return ofRunning(stage, stage.running().get());
    }
    Path directory = stage.empty(name());
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      List<Script> scripts;
      try (Traced traced = Traced.start(stage, postgres, directory, "command", Traced.TEXTS)) {
        scripts = traced.scripts(stage.report());
      }
      Path capsule = Histories.numbered(directory.resolve("numbered.ndjson"), 3 * CHATBOTS);
      postgres.create("one");
      postgres.create("alone");
      try (Server one = start(stage, postgres, directory, "all", "one", capsule);
          Server alone = start(stage, postgres, directory, "command", "alone", capsule)) {
        Rounds rounds = new Rounds(stage, "/s");
        CommandRounds measured = new CommandRounds(stage, postgres, scripts, rounds, one, alone);
        measured.warmUp();
        for (int i = 0; i < stage.plan().rounds(); i++) {
          measured.round();
        }
        return section(rounds, scripts);
      }
    }
  }

  private static Server start(
      Stage stage, Postgres postgres, Path directory, String role, String database, Path capsule)
      throws IOException, InterruptedException {
    return Server.start(
        stage.installation(),
        directory,
        role,
        postgres.options(database),
        List.of(),
        "--botledger.import=" + capsule,
        "--bench.scripts=" + stage.report().toAbsolutePath());
  }

  private static Section ofRunning(Stage stage, Target target)
      throws IOException, InterruptedException {
    CommandLoad load = new CommandLoad(target, 1_000, CHATBOTS);
    Rounds rounds = new Rounds(stage, "/s");
    List<Row> rows = new ArrayList<>();
    for (String header : List.of(CommandLoad.ASYNC, "Prefer: wait=2")) {
      String what = header.equals(CommandLoad.ASYNC) ? "create, async" : "create, rule 7";
      Requests requests = load.creates(header);
      Load.closed(target, CONNECTIONS, stage.plan().warmUp(), 201, requests);
      for (int i = 0; i < stage.plan().rounds(); i++) {
        rounds.add(
            what,
            Load.closed(target, CONNECTIONS, stage.plan().round(), 201, requests).perSecond());
      }
      rows.add(new Row(rounds.figure(what), null, new Goal.AtLeastOfLimit(0.5)));
    }
    return new Section(
        "commands",
        "Commands a second",
        GOAL,
        List.of(
            "Of a running system: its PostgreSQL is not the bench's, so no limit was measured."),
        rows,
        "");
  }

  private static Section section(Rounds rounds, List<Script> scripts) {
    List<Row> rows = new ArrayList<>();
    StringBuilder shapes = new StringBuilder();
    for (Script script : scripts) {
      String kind = script.name();
      @Nullable Figure pgbench = rounds.figureOrNull(kind + ", pgbench");
      Figure bare = rounds.figure(kind + ", bare route");
      for (String how : List.of(", async", ", rule 7")) {
        rows.add(new Row(rounds.figure(kind + how), pgbench, new Goal.AtLeastOfLimit(0.5)));
        rows.add(new Row(rounds.figure(kind + how), bare, new Goal.AtLeastOfLimit(0.85)));
      }
      Figure alone = rounds.figure(kind + ", role command");
      rows.add(new Row(alone, pgbench, new Goal.None()));
      rows.add(new Row(alone, bare, new Goal.None()));
      rows.add(new Row(bare, pgbench, new Goal.None()));
      shapes.append(
          "`%s`: %d statements in %d round trips, of which BEGIN goes along with the first and COMMIT is the last. "
              .formatted(kind, script.statements(), script.trips().size()));
    }
    List<String> text = new ArrayList<>();
    text.add(
        """
        A closed loop of 32 connections, as pgbench is one; bench, process and PostgreSQL share the machine. `async` and `rule 7` are one \
        process of the role `all`. The limits write to a database of their own on the same server, on chatbots of their own. After every \
        measurement the events in the log are counted: as many as the commands must have written.""");
    text.add(
        """
        `pgbench`: 32 clients, prepared statements, the statements that this build was seen to send, in the same transaction and the same round \
        trips (pipelines). The scripts lie beside this report. `bare route`: the same statements by JDBC on the command's own pool, one \
        transaction, behind a Spring controller and the same filters (credential included), in a process of the role `command`: nothing \
        projects what it writes. `role command` is Botledger in that same process: what a command costs without the projections' share of the \
        machine.""");
    text.add(shapes.toString().strip());
    if (rounds.figureOrNull("create, pgbench") == null) {
      text.add(
          "**`pgbench` is not installed here: that limit is missing** (Debian: `postgresql-contrib`).");
    }
    return new Section("commands", "Commands a second", GOAL, text, rows, "");
  }
}
