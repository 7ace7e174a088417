package io.botledger.bench.scenario;

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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How long a process takes until it is ready, with its embedded PostgreSQL, the second time. */
public final class Start implements Scenario {
  private static final String GOAL =
      """
      start to ready, second start, embedded PostgreSQL: at most 3 s on JDK 25 by the launcher `bin/botledger` (extracted jar, AOT cache made \
      at a clean stop), 6 s on 17 by `java -jar`""";
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String LAUNCHER = "bin/botledger on JDK 25";
  private static final String PLAIN = "java -jar";
  private static final String POSTGRES = "PostgreSQL alone";

  /**
   * A way to start it.
   *
   * @param command without the options
   */
  private record Way(String name, List<String> command, Map<String, String> environment) {}

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Path directory = stage.empty(name());
    List<Way> ways = ways(stage, directory);
    Postgres.start(directory.resolve("postgres")).close();
    for (Way way : ways) {
      // The first two starts make the data and whatever speeds up those to come.
      seconds(way, directory);
      seconds(way, directory);
    }
    Rounds rounds = new Rounds(stage, "s");
    for (int i = 0; i < stage.plan().rounds(); i++) {
      long start = System.nanoTime();
      Postgres postgres = Postgres.startAgain(directory.resolve("postgres"));
      rounds.add(POSTGRES, (System.nanoTime() - start) / 1e9);
      postgres.close();
      for (Way way : ways) {
        rounds.add(way.name(), seconds(way, directory));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Way way : ways) {
      rows.add(
          new Row(
              rounds.figure(way.name()),
              rounds.figure(POSTGRES),
              new Goal.AtMost(way.name().equals(LAUNCHER) ? 3 : 6)));
    }
    return new Section("start", "Start to ready", GOAL, text(stage, ways), rows, "");
  }

  private static List<Way> ways(Stage stage, Path directory) {
    List<Way> ways = new ArrayList<>();
    Optional<Path> launcher = stage.installation().launcher();
    Optional<Path> jdk25 = stage.jdk25();
    if (launcher.isPresent() && jdk25.isPresent()) {
      ways.add(
          new Way(
              LAUNCHER,
              List.of(launcher.get().toString()),
              stage
                  .installation()
                  .launcherEnvironment(jdk25.get(), directory.resolve("launcher"))));
    }
    ways.add(new Way(PLAIN, stage.installation().plainCommand(List.of()), Map.of()));
    return ways;
  }

  private static double seconds(Way way, Path directory) throws IOException, InterruptedException {
    int port = Server.freePort();
    Path data = directory.resolve(way.name().replaceAll("[^a-z0-9]", "-"));
    List<String> command =
        Stream.concat(
                way.command().stream(),
                Stream.of("--server.port=" + port, "--botledger.data-dir=" + data))
            .toList();
    try (Server server = Server.launch(command, way.environment(), port, directory)) {
      return server.awaitReady(LONGEST).age().toNanos() / 1e9;
    }
  }

  private static List<String> text(Stage stage, List<Way> ways) {
    List<String> text = new ArrayList<>();
    text.add(
        """
        From the start of the command to the first 200 of `/actuator/health/readiness`, which is asked for every 10 ms; after two starts and \
        clean stops on the same data directory. `java -jar` runs on the JDK that the machine's table names. `PostgreSQL alone` is what the \
        embedded server takes by itself to start on its data.""");
    if (ways.stream().noneMatch(way -> way.name().equals(LAUNCHER))) {
      text.add(
          "**Not measured: `bin/botledger` on JDK 25**, since %s is missing."
              .formatted(stage.jdk25().isEmpty() ? "the option `--jdk25`" : "the launcher itself"));
    }
    return text;
  }
}
