package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.limit.Trip;
import io.botledger.bench.load.Load;
import io.botledger.bench.load.Target;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Commands;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the time goes: the statements of each command and read, and a profile of the hot path. */
public final class StatementsAndProfile implements Scenario {
  private static final int SAMPLES = 5;

  /** Each of a pool's connections prepares a statement for good at its fifth use. */
  private static final int WARM_UP = 50;

  private static final int CONNECTIONS = 32;
  private static final int CHATBOTS = 1_000;

  @Override
  public String name() {
    return "statements";
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Path directory = stage.empty(name());
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      StringBuilder more = new StringBuilder();
      try (Traced traced = Traced.start(stage, postgres, directory, "all", "")) {
        statements(traced, stage.plan().quick() ? 5 : WARM_UP, more);
      }
      more.append("\n").append(profile(stage, postgres, directory));
      List<String> text =
          List.of(
              """
              Seen on the wire, by a proxy between one process of the role `all` and PostgreSQL, one request at a time: per pool of connections the \
              statements and the round trips (what was sent before waiting) in the time from the request to its answer; the least of %d samples each, \
              so that what goes on in the background at the time is not counted. Commands wait for reads (rule 7): the projections' part is in it.\
              """
                  .formatted(SAMPLES));
      return new Section("statements", "Where the time goes", "", text, List.of(), more.toString());
    }
  }

  private static void statements(Traced traced, int warmUp, StringBuilder more)
      throws IOException, InterruptedException {
    TracedRequests requests = new TracedRequests(traced);
    Map<String, TripCount> counts = new LinkedHashMap<>();
    for (int i = 0; i < warmUp; i++) {
      requests.commands(null);
      requests.reads(null);
    }
    for (int i = 0; i < SAMPLES; i++) {
      requests.commands(
          (name, trips) -> counts.computeIfAbsent(name, unknown -> new TripCount()).add(trips));
    }
    for (int i = 0; i < SAMPLES; i++) {
      requests.reads(
          (name, trips) -> counts.computeIfAbsent(name, unknown -> new TripCount()).add(trips));
    }
    more.append("| request | commands: statements, round trips | other pools |\n|---|---|---|\n");
    counts.forEach(
        (name, count) ->
            more.append(
                "| %s | %s | %s |%n".formatted(name, count.ofCommands(), count.ofOthers())));
    more.append("\nStatements include BEGIN and COMMIT.\n");
    counts.forEach(
        (name, count) -> {
          List<Trip> commands = Traced.ofCommands(count.last());
          if (!commands.isEmpty()) {
            more.append("\n<details><summary>").append(name).append("</summary>\n\n```sql\n");
            for (Trip trip : commands) {
              more.append("-- round trip\n");
              trip.statements().forEach(one -> more.append(one.sql().strip()).append(";\n"));
            }
            more.append("```\n\n</details>\n");
          }
        });
  }

  private static String profile(Stage stage, Postgres postgres, Path directory)
      throws IOException, InterruptedException, SQLException {
    postgres.create("profiled");
    Path capsule = Histories.numbered(directory.resolve("profiled.ndjson"), CHATBOTS);
    StringBuilder text = new StringBuilder();
    try (Server server =
        Server.start(
            stage.installation(),
            directory,
            "all",
            postgres.options("profiled"),
            List.of(),
            "--botledger.import=" + capsule)) {
      Target target = server.target();
      CommandLoad load = new CommandLoad(target, Histories.FIRST, CHATBOTS);
      Duration warmUp = stage.plan().warmUp();
      Duration time = stage.plan().round().multipliedBy(2);
      Load.closed(target, CONNECTIONS, warmUp, 202, load.deploys(CommandLoad.ASYNC));
      Load.closed(target, CONNECTIONS, warmUp, 200, number -> read(target, number));
      Path deploys = directory.resolve("deploys.jfr");
      record(
          stage,
          server,
          deploys,
          () -> Load.closed(target, CONNECTIONS, time, 202, load.deploys(CommandLoad.ASYNC)));
      text.append(Profile.of(deploys).markdown("deploys, async, 32 connections"));
      Path reads = directory.resolve("reads.jfr");
      record(
          stage,
          server,
          reads,
          () -> Load.closed(target, CONNECTIONS, time, 200, number -> read(target, number)));
      text.append(Profile.of(reads).markdown("reads of deployed-version, 32 connections"));
    }
    return text.toString();
  }

  private static byte[] read(Target target, long number) {
    return target.get(
        "/v1/chatbots/%s/environments/prod/deployed-version"
            .formatted(Histories.chatbot(Histories.FIRST + (int) (number % CHATBOTS))));
  }

  private interface Loading {
    Load.Result run() throws IOException, InterruptedException;
  }

  private static void record(Stage stage, Server server, Path file, Loading load)
      throws IOException, InterruptedException {
    String jcmd = stage.installation().java().resolve("bin/jcmd").toString();
    String process = Long.toString(server.pid());
    Duration soon = Duration.ofSeconds(60);
    Commands.run(soon, jcmd, process, "JFR.start", "name=bench", "settings=profile");
    stage.say("%.4g /s while profiled".formatted(load.run().perSecond()));
    Commands.run(soon, jcmd, process, "JFR.stop", "name=bench", "filename=" + file);
  }
}
