package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.load.Load;
import io.botledger.bench.load.Requests;
import io.botledger.bench.load.Target;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.ProcessorTime;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/** What commands and reads cost where one, two and four processes share them. */
public final class Processes implements Scenario {
  private static final int CONNECTIONS = 32;
  private static final int CHATBOTS = 400;
  private static final List<Integer> COUNTS = List.of(1, 2, 4);

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Path directory = stage.empty(name());
    Path capsule = Histories.numbered(directory.resolve("numbered.ndjson"), CHATBOTS);
    Rounds rounds = new Rounds(stage, "");
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      for (int count : COUNTS) {
        String database = "with_" + count;
        postgres.create(database);
        List<Server> commands = new ArrayList<>();
        List<Server> queries = new ArrayList<>();
        try {
          for (int i = 0; i < count; i++) {
            String[] more = i == 0 ? new String[] {"--botledger.import=" + capsule} : new String[0];
            commands.add(start(stage, directory, "command", postgres.options(database), more));
          }
          measure(stage, rounds, "commands", commands, 202, CommandLoad.ASYNC);
          close(commands);
          for (int i = 0; i < count; i++) {
            queries.add(
                start(
                    stage,
                    directory,
                    "query",
                    postgres.options(database),
                    "--botledger.console.api=http://127.0.0.1:1"));
          }
          // What the command processes wrote alone is projected only now.
          queries.get(0).awaitAllShown(Duration.ofMinutes(5));
          measure(stage, rounds, "reads", queries, 200, "");
        } finally {
          close(commands);
          close(queries);
        }
      }
    }
    return section(rounds);
  }

  private static Server start(
      Stage stage, Path directory, String role, List<String> database, String... more)
      throws IOException, InterruptedException {
    return Server.start(stage.installation(), directory, role, database, List.of(), more);
  }

  private static void close(List<Server> servers) {
    servers.forEach(Server::close);
    servers.clear();
  }

  private static void measure(
      Stage stage, Rounds rounds, String what, List<Server> servers, int status, String header)
      throws IOException, InterruptedException {
    List<Target> targets = servers.stream().map(Server::target).toList();
    List<Requests> requests = new ArrayList<>();
    int share = CHATBOTS / targets.size();
    for (int i = 0; i < targets.size(); i++) {
      CommandLoad load = new CommandLoad(targets.get(i), Histories.FIRST + i * share, share);
      Target target = targets.get(i);
      requests.add(what.equals("commands") ? load.deploys(header) : number -> read(target, number));
    }
    String name = "%s, %d processes".formatted(what, servers.size());
    for (int round = -1; round < stage.plan().rounds(); round++) {
      ProcessorTime before = ProcessorTime.of(servers);
      long start = System.nanoTime();
      Duration time = round < 0 ? stage.plan().warmUp() : stage.plan().round();
      AtomicInteger turns = new AtomicInteger();
      Histogram all =
          Load.onEach(
              targets.size(),
              () -> {
                int turn = turns.getAndIncrement();
                return Load.closed(
                        targets.get(turn),
                        CONNECTIONS / targets.size(),
                        time,
                        status,
                        requests.get(turn))
                    .nanos();
              });
      long answered = all.getTotalCount();
      if (round >= 0) {
        ProcessorTime spent = ProcessorTime.of(servers).since(before);
        rounds.add(name + ", a second", answered * 1e9 / (System.nanoTime() - start));
        rounds.add(name + ", µs of the processes each", spent.servers() * 1e6 / answered);
        rounds.add(name + ", µs of all else each", spent.others() * 1e6 / answered);
      }
    }
  }

  private static byte[] read(Target target, long number) {
    return target.get(
        "/v1/chatbots/%s/environments/prod/deployed-version"
            .formatted(Histories.chatbot(Histories.FIRST + (int) (number % CHATBOTS))));
  }

  private static Section section(Rounds rounds) {
    List<Row> rows = new ArrayList<>();
    for (String what : List.of("commands", "reads")) {
      for (int count : COUNTS) {
        String name = "%s, %d processes".formatted(what, count);
        for (String figure :
            List.of(", a second", ", µs of the processes each", ", µs of all else each")) {
          rows.add(new Row(rounds.figure(name + figure), null, new Goal.None()));
        }
      }
    }
    List<String> text =
        List.of(
            """
            Deploys (`respond-async`) by as many processes of the role `command`, then reads of `deployed-version` by as many of the role `query`; 32 connections \
            in all, each chatbot asked for at one process. They share this machine, so more of them cannot do more here: the question is what each request costs. \
            `of the processes` is processor time of the Java processes; `of all else` that of PostgreSQL, the kernel's part for it, and the bench.""");
    return new Section("processes", "More processes", "", text, rows, "");
  }
}
