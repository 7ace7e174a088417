package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.limit.Pgbench;
import io.botledger.bench.limit.Script;
import io.botledger.bench.load.Load;
import io.botledger.bench.load.Requests;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The measurements of {@link CommandsASecond}: in each round all kinds of load, one after the
 * other. What counts as carried out has written its events, which are counted.
 */
final class CommandRounds {
  static final int CONNECTIONS = 32;
  static final int CHATBOTS = 1_000;
  private static final List<String> KINDS = List.of("create", "deploy");

  private final Stage stage;
  private final Postgres postgres;
  private final List<Script> scripts;
  private final Rounds rounds;
  private final Server one;
  private final Server alone;
  private final CommandLoad atOne;
  private final CommandLoad atAlone;
  private final CommandLoad bare;
  private final Optional<Pgbench> pgbench;

  CommandRounds(
      Stage stage,
      Postgres postgres,
      List<Script> scripts,
      Rounds rounds,
      Server one,
      Server alone) {
    this.stage = stage;
    this.postgres = postgres;
    this.scripts = scripts;
    this.rounds = rounds;
    this.one = one;
    this.alone = alone;
    // Nobody writes to the chatbots of somebody else.
    this.atOne = new CommandLoad(one.target(), Histories.FIRST, CHATBOTS);
    this.atAlone = new CommandLoad(alone.target(), Histories.FIRST, CHATBOTS);
    this.bare = new CommandLoad(alone.target(), Histories.FIRST + CHATBOTS, CHATBOTS);
    this.pgbench = Pgbench.on(postgres.port(), "alone", stage.report());
  }

  void warmUp() throws IOException, InterruptedException {
    for (String kind : KINDS) {
      Load.closed(one.target(), CONNECTIONS, stage.plan().warmUp(), status(kind), of(atOne, kind));
      Load.closed(
          alone.target(), CONNECTIONS, stage.plan().warmUp(), status(kind), of(atAlone, kind));
      Load.closed(alone.target(), CONNECTIONS, stage.plan().warmUp(), 200, bare.bare(kind));
    }
  }

  void round() throws IOException, InterruptedException, SQLException {
    for (Script script : scripts) {
      String kind = script.name();
      int status = status(kind);
      if (pgbench.isPresent()) {
        Load.Result limit = checked("alone", script, () -> limit(pgbench.get(), script));
        rounds.add(kind + ", pgbench", limit.perSecond());
      }
      rounds.add(
          kind + ", async",
          checked("one", script, () -> load(one, status, of(atOne, kind, CommandLoad.ASYNC)))
              .perSecond());
      rounds.add(
          kind + ", bare route",
          checked("alone", script, () -> load(alone, 200, bare.bare(kind))).perSecond());
      rounds.add(
          kind + ", rule 7",
          checked("one", script, () -> load(one, status, of(atOne, kind))).perSecond());
      rounds.add(
          kind + ", role command",
          checked("alone", script, () -> load(alone, status, of(atAlone, kind, CommandLoad.ASYNC)))
              .perSecond());
    }
  }

  private Load.Result limit(Pgbench present, Script script)
      throws IOException, InterruptedException {
    return present.most(
        script, Histories.FIRST + 2 * CHATBOTS, CHATBOTS, CONNECTIONS, stage.plan().round());
  }

  private Load.Result load(Server server, int status, Requests requests)
      throws IOException, InterruptedException {
    return Load.closed(server.target(), CONNECTIONS, stage.plan().round(), status, requests);
  }

  private interface Loading {
    Load.Result run() throws IOException, InterruptedException;
  }

  /** What counts as carried out has written its events: nothing is measured that does less. */
  private Load.Result checked(String database, Script script, Loading load)
      throws IOException, InterruptedException, SQLException {
    long before = events(database);
    Load.Result result = load.run();
    long written = events(database) - before;
    long expected = result.nanos().getTotalCount() * (script.name().equals("create") ? 1 : 2);
    if (written != expected) {
      throw new IOException(
          "%s: %d commands wrote %d events instead of %d"
              .formatted(script.name(), result.nanos().getTotalCount(), written, expected));
    }
    return result;
  }

  private long events(String database) throws SQLException {
    return Long.parseLong(postgres.ask(database, "select count(*) from events.event").get(0));
  }

  private static Requests of(CommandLoad load, String kind, String... headers) {
    return kind.equals("create") ? load.creates(headers) : load.deploys(headers);
  }

  private static int status(String kind) {
    return kind.equals("create") ? 201 : 202;
  }
}
