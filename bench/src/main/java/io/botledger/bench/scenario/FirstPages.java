package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.load.Answer;
import io.botledger.bench.load.Connection;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What first pages cost on a long history, over a short one. */
public final class FirstPages implements Scenario {
  private static final String GOAL =
      "first page of list, ledger and audit at 1,000,000 events over 1,000: at most 1.2";
  private static final int SHORT = 1_000;
  private static final int EVENTS_OF_ONE = 100;

  /** What the goal names. */
  private static final List<String> PAGES =
      List.of("list", "chatbots", "ledger", "audit of one", "audit");

  /** Pages that both have in full. */
  private static final String LIMIT = "limit=20";

  private static final String BOT = "/v1/chatbots/bot-0";

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Path directory = stage.empty(name());
    long events = stage.plan().events();
    Path small = directory.resolve("short.ndjson");
    Path large = directory.resolve("long.ndjson");
    Histories.turns(small, SHORT, SHORT / EVENTS_OF_ONE);
    Histories.turns(large, events, (int) Math.max(10, events / SHORT));
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      try (Server few = start(stage, directory, postgres, "short", small);
          Server many = start(stage, directory, postgres, "long", large);
          Connection atFew = new Connection(few.target());
          Connection atMany = new Connection(many.target())) {
        Rounds rounds = new Rounds(stage, "ms");
        Map<String, String[]> reads = reads(atFew, atMany);
        for (int i = 0; i < stage.plan().rounds(); i++) {
          for (Map.Entry<String, String[]> read : reads.entrySet()) {
            String[] paths = read.getValue();
            Turns.Medians medians =
                Turns.compare(
                    stage.plan().samples(),
                    200,
                    atFew,
                    () -> few.target().get(paths[0]),
                    atMany,
                    () -> many.target().get(paths[1]));
            rounds.add(read.getKey() + " at 1,000", medians.first());
            rounds.add(read.getKey(), medians.second());
          }
        }
        return section(rounds, List.copyOf(reads.keySet()));
      }
    }
  }

  private static Server start(
      Stage stage, Path directory, Postgres postgres, String database, Path capsule)
      throws IOException, InterruptedException, SQLException {
    postgres.create(database);
    Server server =
        Server.start(
            stage.installation(),
            directory,
            "all",
            postgres.options(database),
            List.of(),
            "--botledger.import=" + capsule);
    // As autovacuum does some time after so many rows have come: not in the middle of a round.
    postgres.execute(database, "vacuum analyze");
    return server;
  }

  /** By name, the path on the short and on the long history. */
  private static Map<String, String[]> reads(Connection few, Connection many) throws IOException {
    Map<String, String[]> reads = new LinkedHashMap<>();
    reads.put("list", both(BOT + "/versions?" + LIMIT));
    reads.put("chatbots", both("/v1/chatbots?" + LIMIT));
    reads.put("ledger", both(BOT + "/deployments?environment=prod&" + LIMIT));
    reads.put("audit of one", both(BOT + "/audit?" + LIMIT));
    reads.put("audit", both("/v1/audit?" + LIMIT));
    String version = BOT + "/versions/" + first(few, BOT + "/versions?limit=1", "id");
    String actor = first(few, "/v1/audit?limit=1", "name");
    for (String filter :
        List.of(
            "chatbotId=bot-0",
            "versionId=" + version.substring(version.lastIndexOf('/') + 1),
            "environment=prod",
            "actor=" + actor,
            "action=deployed",
            "surface=v1",
            "text=deployed",
            "text=depl",
            "text=occasion",
            "text=xyzzy")) {
      String name = filter.startsWith("versionId") ? "versionId=…" : filter;
      reads.put("audit, " + name, both("/v1/audit?" + filter + "&" + LIMIT));
    }
    for (String bound : List.of("from", "to")) {
      String path = "/v1/audit?%s=%s&" + LIMIT;
      reads.put(
          "audit, " + bound + " its middle",
          new String[] {path.formatted(bound, middle(few)), path.formatted(bound, middle(many))});
    }
    reads.put("one version", both(version));
    String deployed = BOT + "/environments/prod/deployed-version";
    reads.put("deployed-version", both(deployed));
    reads.put(
        "deployed-version as of", new String[] {deployed + newest(few), deployed + newest(many)});
    return reads;
  }

  private static String[] both(String path) {
    return new String[] {path, path};
  }

  private static String newest(Connection connection) throws IOException {
    return "?position=" + first(connection, BOT + "/audit?limit=1", "position");
  }

  /** A time halfway through the history. */
  private static String middle(Connection connection) throws IOException {
    long newest = Long.parseLong(first(connection, "/v1/audit?limit=1", "position"));
    return first(connection, "/v1/events?limit=1&after=" + newest / 2, "timestamp");
  }

  private static String first(Connection connection, String path, String member)
      throws IOException {
    Answer answer = connection.send(connection.target().get(path));
    return answer.first(member);
  }

  private static Section section(Rounds rounds, List<String> names) {
    List<Row> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(
          new Row(
              rounds.figure(name),
              rounds.figure(name + " at 1,000"),
              PAGES.contains(name) ? new Goal.AtMostTimesLimit(1.2) : new Goal.None()));
    }
    List<String> text =
        List.of(
            """
            Two processes with their own databases, one with 1,000 events, one with 1,000,000 (`--quick`: fewer); both know the chatbot `bot-0` with the \
            same ids. The same page of 20 is asked of both in turn, by one connection each. The short history stands where the limit does in \
            other tables. The goal names the first five; the others are told for comparison.""");
    return new Section("pages", "First pages", GOAL, text, rows, "");
  }
}
