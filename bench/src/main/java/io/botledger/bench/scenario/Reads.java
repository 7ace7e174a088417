package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.load.Connection;
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

/** How many times a second runtimes can ask what runs, beside a static route. */
public final class Reads implements Scenario {
  private static final int CONNECTIONS = 16;
  private static final int CHATBOTS = 100;
  private static final String GOAL =
      """
      deployed-version reads a second, 200 and 304, one process: at least 0.8 of the same server's static "hello" route; the split shape's \
      figure beside it""";
  private static final String HELLO = "/bench/hello";
  private static final String HELLO_BEFORE = "/bench/hello-before-filters";
  private static final String LIVENESS = "/actuator/health/liveness";

  /** One kind of request, measured in turn with the others. */
  private record Kind(String name, Target target, int status, Requests requests) {}

  @Override
  public String name() {
    return "reads";
  }

  @Override
  public boolean takesRunningSystem() {
    return true;
  }

  @Override
  public Section run(Stage stage) throws Exception {
    if (stage.running().isPresent()) {
      Target target = stage.running().get();
      create(target);
      Rounds rounds = new Rounds(stage, "/s");
      measure(stage, rounds, kinds("one process", target, LIVENESS));
      return section(rounds, List.of("one process"));
    }
    Path directory = stage.empty(name());
    Path capsule = Histories.numbered(directory.resolve("numbered.ndjson"), CHATBOTS);
    String use = "--botledger.import=" + capsule;
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      postgres.create("own");
      postgres.create("split");
      List<String> split = postgres.options("split");
      // With the PostgreSQL that is embedded: nobody else can change anything.
      try (Server one =
              Server.start(stage.installation(), directory, "all", List.of(), List.of(), use);
          Server own =
              Server.start(
                  stage.installation(), directory, "all", postgres.options("own"), List.of(), use);
          Server command =
              Server.start(stage.installation(), directory, "command", split, List.of(), use);
          Server query =
              Server.start(
                  stage.installation(),
                  directory,
                  "query",
                  split,
                  List.of(),
                  "--botledger.console.api=http://127.0.0.1:" + command.target().port())) {
        List<Kind> kinds = new ArrayList<>(kinds("one process", one.target(), HELLO));
        kinds.add(hello("one process, hello before the filters", one.target(), HELLO_BEFORE));
        kinds.addAll(kinds("own PostgreSQL", own.target(), HELLO));
        kinds.addAll(kinds("split", query.target(), HELLO));
        Rounds rounds = new Rounds(stage, "/s");
        measure(stage, rounds, kinds);
        return section(rounds, List.of("one process", "own PostgreSQL", "split"));
      }
    }
  }

  /** On a running system, the same chatbots. */
  private static void create(Target target) throws IOException {
    try (Connection connection = new Connection(target)) {
      for (int i = Histories.FIRST; i < Histories.FIRST + CHATBOTS; i++) {
        connection.send(
            target.post(
                "/v1/chatbots/" + Histories.chatbot(i) + "/versions",
                CommandLoad.body().replace("\"none\"", "\"prod\"")));
      }
    }
  }

  private static List<Kind> kinds(String shape, Target target, String hello) throws IOException {
    List<String> tags = new ArrayList<>();
    try (Connection connection = new Connection(target)) {
      for (int i = 0; i < CHATBOTS; i++) {
        tags.add(
            connection
                .send(target.get(path(i)))
                .header("ETag")
                .orElseThrow(() -> new IOException("No ETag of " + target)));
      }
    }
    return List.of(
        hello(shape + ", hello", target, hello),
        new Kind(
            shape + ", 200", target, 200, number -> target.get(path((int) (number % CHATBOTS)))),
        new Kind(
            shape + ", 304",
            target,
            304,
            number -> {
              int chatbot = (int) (number % CHATBOTS);
              return target.get(path(chatbot), "If-None-Match: " + tags.get(chatbot));
            }));
  }

  private static Kind hello(String name, Target target, String path) {
    byte[] request = target.get(path);
    return new Kind(name, target, 200, number -> request);
  }

  private static String path(int chatbot) {
    return "/v1/chatbots/%s/environments/prod/deployed-version"
        .formatted(Histories.chatbot(Histories.FIRST + chatbot));
  }

  private static void measure(Stage stage, Rounds rounds, List<Kind> kinds)
      throws IOException, InterruptedException {
    for (int round = -1; round < stage.plan().rounds(); round++) {
      for (Kind kind : kinds) {
        Load.Result result =
            Load.closed(
                kind.target(),
                CONNECTIONS,
                round < 0 ? stage.plan().warmUp() : stage.plan().round(),
                kind.status(),
                kind.requests());
        if (round >= 0) {
          rounds.add(kind.name(), result.perSecond());
        }
      }
    }
  }

  private static Section section(Rounds rounds, List<String> shapes) {
    List<Row> rows = new ArrayList<>();
    @Nullable Figure before = rounds.figureOrNull("one process, hello before the filters");
    for (String shape : shapes) {
      for (String status : List.of(", 200", ", 304")) {
        Goal goal = shape.equals("one process") ? new Goal.AtLeastOfLimit(0.8) : new Goal.None();
        Figure figure = rounds.figure(shape + status);
        rows.add(new Row(figure, rounds.figure(shape + ", hello"), goal));
        if (before != null && shape.equals("one process")) {
          rows.add(new Row(figure, before, new Goal.None()));
        }
      }
    }
    List<String> text =
        List.of(
            """
            A closed loop of 16 connections over 100 chatbots. `hello` is a route of the bench within the very server: a Spring controller with a static \
            answer, behind the same filters, which takes the credential as every route of this server does; on a system that somebody else has \
            started it is `/actuator/health/liveness`. `hello before the filters` is answered by the first filter of all, without credential, \
            controller or routing: what Tomcat can do. `one process` has its PostgreSQL embedded and answers from memory; `own PostgreSQL` is one process             beside which there may be others, so that it asks the database each time; `split` asks a query process, whose commands are another process's.""");
    return new Section("reads", "Reads of runtimes", GOAL, text, rows, "");
  }
}
