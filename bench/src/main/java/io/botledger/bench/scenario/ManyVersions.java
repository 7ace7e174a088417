package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.load.Connection;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a deploy costs where a chatbot has many versions, over one with few. */
public final class ManyVersions implements Scenario {
  private static final int FEW = 10;

  /**
   * With so few versions, so that as many are deployed in turn on both sides: streams stay short.
   */
  private static final int CHATBOTS = 100;

  private static final int MANY = 10_000;
  private static final String GOAL =
      "cost of a deploy at 10,000 versions on the chatbot over the cost at 10: at most 1.1";
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Path directory = stage.empty(name());
    Path capsule = Histories.fewAndMany(directory.resolve("versions.ndjson"), CHATBOTS, FEW, MANY);
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
        List<String> few = new ArrayList<>();
        for (int number = 0; number < CHATBOTS; number++) {
          few.addAll(versions(connection, "few-" + number, FEW));
        }
        List<String> many = versions(connection, "many", CHATBOTS * FEW);
        Rounds rounds = new Rounds(stage, "ms");
        for (int i = -1; i < stage.plan().rounds(); i++) {
          for (String how : List.of("async", "rule 7")) {
            String[] headers =
                how.equals("async") ? new String[] {CommandLoad.ASYNC} : new String[0];
            Turns.Medians medians =
                Turns.compare(
                    2 * stage.plan().samples(),
                    202,
                    connection,
                    deploys(connection, few, headers),
                    connection,
                    deploys(connection, many, headers));
            if (i >= 0) {
              rounds.add("10 versions, " + how, medians.first());
              rounds.add("10,000 versions, " + how, medians.second());
            }
          }
        }
        return section(rounds);
      }
    }
  }

  /** The paths of the oldest versions. */
  private static List<String> versions(Connection connection, String chatbot, int count)
      throws IOException {
    String versions = "/v1/chatbots/" + chatbot + "/versions";
    return ID.matcher(connection.send(connection.target().get(versions + "?limit=" + count)).text())
        .results()
        .map(id -> versions + "/" + id.group(1))
        .toList();
  }

  /** Deploys of the versions in turn. */
  private static Supplier<byte[]> deploys(
      Connection connection, List<String> versions, String... headers) {
    int[] turn = new int[1];
    return () ->
        connection
            .target()
            .post(
                versions.get(turn[0]++ % versions.size()) + "/deploy",
                "{\"environment\":\"prod\"}",
                headers);
  }

  private static Section section(Rounds rounds) {
    List<Row> rows = new ArrayList<>();
    for (String how : List.of("async", "rule 7")) {
      rows.add(
          new Row(
              rounds.figure("10,000 versions, " + how),
              rounds.figure("10 versions, " + how),
              new Goal.AtMostTimesLimit(1.1)));
    }
    List<String> text =
        List.of(
            """
            One connection deploys in turn on the chatbot with 10,000 versions, one after the other of its oldest thousand, and on a hundred chatbots with \
            10 versions each, so that the streams on both sides have the same length; medians of a round. Few versions stand where the limit does in \
            other tables.""");
    return new Section("versions", "Cost of a deploy with many versions", GOAL, text, rows, "");
  }
}
