package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.load.Connection;
import io.botledger.bench.load.Target;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether the time of a refusal tells if a chatbot exists. */
public final class RefusalTimes implements Scenario {
  private static final String THERE =
      "/v1/chatbots/" + Histories.chatbot(Histories.FIRST) + "/versions?limit=1";
  private static final String NOT_THERE = "/v1/chatbots/chat-0999/versions?limit=1";

  @Override
  public String name() {
    return "refusals";
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Path directory = stage.empty(name());
    Path capsule = Histories.numbered(directory.resolve("numbered.ndjson"), 10);
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      postgres.create("one");
      try (Server server =
              Server.start(
                  stage.installation(),
                  directory,
                  "all",
                  postgres.options("one"),
                  List.of(),
                  "--botledger.import=" + capsule);
          Connection connection = new Connection(server.target())) {
        String key =
            connection
                .send(
                    server
                        .target()
                        .post(
                            "/v1/api-keys",
                            """
                            {"name":"nobody","grants":[{"permission":"chatbots.versions.list",\
                            "resource":"chatbots/elsewhere"}]}"""))
                .first("secret");
        Target nobody = new Target(server.target().host(), server.target().port(), key);
        Rounds rounds = new Rounds(stage, "ms");
        for (int i = 0; i < stage.plan().rounds(); i++) {
          compare(stage, rounds, "refused", 403, connection, nobody);
          compare(stage, rounds, "allowed", 200, connection, server.target());
        }
        return section(rounds);
      }
    }
  }

  private static void compare(
      Stage stage, Rounds rounds, String what, int status, Connection connection, Target asking)
      throws IOException {
    Turns.Medians medians =
        Turns.compare(
            10 * stage.plan().samples(),
            status,
            connection,
            () -> asking.get(THERE),
            connection,
            () -> asking.get(NOT_THERE));
    rounds.add(what + ", exists", medians.first());
    rounds.add(what + ", does not", medians.second());
  }

  private static Section section(Rounds rounds) {
    List<Row> rows =
        List.of(
            new Row(
                rounds.figure("refused, exists"),
                rounds.figure("refused, does not"),
                new Goal.None()),
            new Row(
                rounds.figure("allowed, exists"),
                rounds.figure("allowed, does not"),
                new Goal.None()));
    List<String> text =
        List.of(
            """
            A key without grants there asks in turn for the versions of a chatbot that exists and of one that does not; medians of the rounds. The ratio should be \
            1. The control is a key with all grants, whose answers do differ.""");
    return new Section("refusals", "Times of refusals", "", text, rows, "");
  }
}
