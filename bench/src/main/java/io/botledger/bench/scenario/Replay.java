package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.load.Answer;
import io.botledger.bench.load.Connection;
import io.botledger.bench.report.Figure;
import io.botledger.bench.report.Goal;
import io.botledger.bench.report.Row;
import io.botledger.bench.report.Section;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast the projections are computed again, beside one SQL statement that copies their rows. */
public final class Replay implements Scenario {
  private static final List<String> PROJECTIONS =
      List.of("version-list", "deployed-version", "audit-history");
  private static final String GOAL =
      """
      replay of 1,000,000 events, each projection: at least 40,000 events a second, and at least 0.3 of one SQL statement that inserts as \
      many rows""";
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final int CHATBOTS = 1_000;

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public Section run(Stage stage) throws Exception {
    Path directory = stage.empty(name());
    Path capsule = directory.resolve("long.ndjson");
    long events = Histories.turns(capsule, stage.plan().events(), CHATBOTS);
    try (Postgres postgres = Postgres.start(directory.resolve("postgres"))) {
      postgres.create("one");
      long start = System.nanoTime();
      try (Server server =
          Server.start(
              stage.installation(),
              directory,
              "all",
              postgres.options("one"),
              List.of(),
              "--botledger.import=" + capsule)) {
        double imported = events / ((System.nanoTime() - start) / 1e9);
        Rounds rounds = new Rounds(stage, "/s");
        StringBuilder copies = new StringBuilder();
        for (int i = 0; i < stage.plan().rounds(); i++) {
          for (String projection : PROJECTIONS) {
            TableCopy copy = TableCopy.of(postgres, "one", liveSchema(postgres, projection));
            rounds.add(projection + ", limit", events / copy.seconds(postgres, "one"));
            // One that rested while the limit was measured would have been closed.
            try (Connection connection = new Connection(server.target())) {
              rounds.add(projection, events / rebuild(connection, projection));
            }
            if (i == 0) {
              copies.append("`%s`: %s. ".formatted(projection, copy.describe(postgres, "one")));
            }
          }
        }
        return section(rounds, events, imported, copies.toString());
      }
    }
  }

  private static String liveSchema(Postgres postgres, String projection) throws SQLException {
    String registry =
        postgres
            .ask(
                "one",
                """
                select table_schema from information_schema.columns
                 where table_name = 'projection' and column_name = 'live_generation'
                """)
            .get(0);
    String number =
        postgres
            .ask(
                "one",
                "select live_generation from %s.projection where name = '%s'"
                    .formatted(registry, projection))
            .get(0);
    return projection.replace('-', '_') + "_" + number;
  }

  /** The seconds from the asking to the moment at which the new generation answers. */
  private static double rebuild(Connection connection, String projection)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Answer begun =
        connection.send(
            connection.target().post("/v1/projections/" + projection + "/rebuild", "{}"));
    if (begun.status() != 202) {
      throw new IOException("Expected 202, got " + begun);
    }
    String place = begun.header("Location").orElseThrow(() -> new IOException("Where? " + begun));
    while (System.nanoTime() - start < LONGEST.toNanos()) {
      Answer state = connection.send(connection.target().get(place));
      switch (state.first("state")) {
        case "swapped" -> {
          return (System.nanoTime() - start) / 1e9;
        }
        case "running" -> Thread.sleep(50);
        default -> throw new IOException("The rebuild ended as " + state);
      }
    }
    throw new IOException("The rebuild of " + projection + " took longer than " + LONGEST);
  }

  private static Section section(Rounds rounds, long events, double imported, String copies) {
    List<Row> rows = new ArrayList<>();
    for (String projection : PROJECTIONS) {
      Figure figure = rounds.figure(projection);
      rows.add(new Row(figure, null, new Goal.AtLeast(40_000)));
      rows.add(
          new Row(figure, rounds.figure(projection + ", limit"), new Goal.AtLeastOfLimit(0.3)));
    }
    List<String> text =
        List.of(
            String.format(
                Locale.ROOT,
                """
                %,d events of %,d chatbots, taken in from a capsule (by the start of the process, with all three projections at once: %,.0f events \
                a second). A rebuild by the API counts from the asking to the moment at which the new generation answers; nothing else runs.""",
                events,
                CHATBOTS,
                imported),
            """
            The limit is one SQL statement, in the same database and in one transaction: it inserts all rows of the live generation's tables \
            into new ones with the same indexes and constraints. It reads tables that are there already, and computes nothing. \
            """
                + copies);
    return new Section("replay", "Replay", GOAL, text, rows, "");
  }
}
