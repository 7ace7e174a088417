package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.load.Answer;
import io.botledger.bench.load.Connection;
import io.botledger.bench.load.Load;
import io.botledger.bench.load.Requests;
import io.botledger.bench.load.Target;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Machine;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much memory a process has taken after a mixed load, large contents among it. */
public final class Memory implements Scenario {
  private static final String GOAL =
      """
      resident memory of the process without its PostgreSQL after the load, contents of 1 MiB among it: at most 400 MiB with the heap that the \
      launcher sets""";
  private static final int CONNECTIONS = 16;
  private static final int CHATBOTS = 1_000;
  private static final int LARGE_CHATBOTS = 4;
  private static final int ROUNDS_OF_LOAD = 4;

  /** The largest content that is taken is 1 MiB; this leaves room for its one member. */
  private static final String LARGE = "x".repeat((1 << 20) - 100);

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Path directory = stage.empty(name());
    Path capsule = Histories.numbered(directory.resolve("numbered.ndjson"), CHATBOTS);
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      postgres.create("one");
      try (Server server = start(stage, directory, postgres, capsule)) {
        server.awaitAllShown(Duration.ofMinutes(5));
        Rounds rounds = new Rounds(stage, "MiB");
        Requests mixed = mixed(server.target());
        try (Connection connection = new Connection(server.target())) {
          for (int i = 0; i < LARGE_CHATBOTS; i++) {
            Answer made =
                connection.send(large(server.target(), "/v1/chatbots/large-" + i, "first"));
            if (made.status() != 201) {
              throw new IOException("Expected 201, got " + made);
            }
          }
        }
        // A process that has just begun may take longer for the first ones than writes wait.
        server.awaitAllShown(Duration.ofMinutes(1));
        Duration time = stage.plan().round().multipliedBy(ROUNDS_OF_LOAD);
        double perSecond = 0;
        for (int i = 0; i < stage.plan().rounds(); i++) {
          perSecond =
              Load.closed(server.target(), CONNECTIONS, time, Load.SUCCESS, mixed).perSecond();
          add(rounds, "resident", server, "status", "VmRSS");
          add(rounds, "proportional", server, "smaps_rollup", "Pss");
          add(rounds, "highest so far", server, "status", "VmHWM");
        }
        return section(stage, rounds, perSecond, time);
      }
    }
  }

  private static void add(Rounds rounds, String name, Server server, String file, String line)
      throws IOException {
    rounds.add(
        name,
        Machine.mebibytes(server.pid(), file, line)
            .orElseThrow(() -> new IOException("There is no /proc here.")));
  }

  private static Server start(Stage stage, Path directory, Postgres postgres, Path capsule)
      throws IOException, InterruptedException {
    Optional<Path> launcher = stage.installation().launcher();
    if (launcher.isEmpty()) {
      return Server.start(
          stage.installation(),
          directory,
          "all",
          postgres.options("one"),
          List.of(),
          "--botledger.import=" + capsule);
    }
    // The first one makes what the launcher's later starts use; the second one is measured.
    launch(stage, directory, postgres, "--botledger.import=" + capsule).close();
    return launch(stage, directory, postgres);
  }

  private static Server launch(Stage stage, Path directory, Postgres postgres, String... more)
      throws IOException, InterruptedException {
    int port = Server.freePort();
    List<String> command = new ArrayList<>();
    command.add(stage.installation().launcher().orElseThrow().toString());
    command.addAll(postgres.options("one"));
    command.addAll(
        List.of(
            "--server.port=" + port,
            "--botledger.admin-key=" + Server.KEY,
            "--botledger.data-dir=" + directory.resolve("data"),
            "--logging.level.botledger.command=warn"));
    command.addAll(List.of(more));
    Path java = stage.jdk25().orElse(stage.installation().java());
    return Server.launch(
            command,
            stage.installation().launcherEnvironment(java, directory.resolve("launcher")),
            port,
            directory)
        .awaitReady(Duration.ofMinutes(5));
  }

  /** Of a hundred: one large create and one large read, 20 creates, 20 deploys, the rest reads. */
  private static Requests mixed(Target target) {
    CommandLoad load = new CommandLoad(target, Histories.FIRST, CHATBOTS);
    return number -> {
      int kind = (int) (number % 100);
      String large = "/v1/chatbots/large-" + number / 100 % LARGE_CHATBOTS;
      String chatbot =
          "/v1/chatbots/" + Histories.chatbot(Histories.FIRST + (int) (number % CHATBOTS));
      if (kind == 0) {
        return large(target, large, "release " + number);
      } else if (kind == 50) {
        return target.get(large + "/environments/prod/deployed-version");
      } else if (kind % 5 == 1) {
        return load.create();
      } else if (kind % 5 == 2) {
        return load.deploy();
      } else if (kind % 5 == 3) {
        return target.get(chatbot + "/environments/prod/deployed-version");
      } else {
        return target.get(kind % 10 == 4 ? "/v1/audit" : chatbot + "/versions");
      }
    };
  }

  private static byte[] large(Target target, String chatbot, String name) {
    return target.post(
        chatbot + "/versions",
        "{\"name\":\"%s\",\"environment\":\"prod\",\"content\":{\"text\":\"%s\"}}"
            .formatted(name, LARGE));
  }

  private static Section section(Stage stage, Rounds rounds, double perSecond, Duration time) {
    List<Row> rows =
        List.of(
            new Row(rounds.figure("resident"), null, new Goal.AtMost(400)),
            new Row(rounds.figure("proportional"), null, new Goal.None()),
            new Row(rounds.figure("highest so far"), null, new Goal.None()));
    String how =
        stage.installation().launcher().isPresent()
            ? "started by `bin/botledger` with the heap that it sets (JDK: %s)"
                .formatted(stage.jdk25().orElse(stage.installation().java()).getFileName())
            : "**not started by the launcher, which is not there**, but with the options in the machine's table";
    List<String> text =
        List.of(
            """
            One process of the role `all` on a PostgreSQL of its own, %s; after each round of %d s of a mixed load (16 connections; of a hundred requests \
            one stores a content of 1 MiB and one reads one back, 20 create, 20 deploy, 58 read), %.0f requests a second. `resident` is VmRSS, \
            `proportional` Pss, of the Java process alone. There is no limit to compare with."""
                .formatted(how, time.toSeconds(), perSecond));
    return new Section("memory", "Memory", GOAL, text, rows, "");
  }
}
