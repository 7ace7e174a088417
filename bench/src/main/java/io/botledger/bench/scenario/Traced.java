package io.botledger.bench.scenario;

import io.botledger.bench.history.Histories;
import io.botledger.bench.limit.Derivation;
import io.botledger.bench.limit.Script;
import io.botledger.bench.limit.Tap;
import io.botledger.bench.limit.Trip;
import io.botledger.bench.load.Answer;
import io.botledger.bench.load.Connection;
import io.botledger.bench.system.Postgres;
import io.botledger.bench.system.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process behind a {@link Tap}, on a database of its own, that is asked one thing at a time; with
 * two chatbots of {@link Histories#numbered}.
 */
final class Traced implements AutoCloseable {

  /** The {@code application_name} of the connections that carry commands out. */
  static final String COMMANDS = "botledger command";

  /** Each of the pool's connections prepares a statement for good at its fifth use. */
  private static final int WARM_UP = 80;

  /** Makes pgjdbc send all parameters as texts, which scripts are made of. */
  static final String TEXTS = "&binaryTransfer=false";

  private static final String SNAPSHOT = "insert into events.snapshot";

  private static final int MOST_ROUNDS = 10;

  private static final long QUIET = 150;

  private final Tap tap;
  private final Server server;
  private final Connection connection;

  private Traced(Tap tap, Server server, Connection connection) {
    this.tap = tap;
    this.server = server;
    this.connection = connection;
  }

  /**
   * @param parameters of the JDBC URL, each behind an ampersand
   */
  static Traced start(
      Stage stage, Postgres postgres, Path directory, String role, String parameters)
      throws IOException, InterruptedException, SQLException {
    postgres.create("traced");
    Path capsule = Histories.numbered(directory.resolve("traced.ndjson"), 2);
    Tap tap = new Tap(postgres.port());
    Server server =
        Server.start(
            stage.installation(),
            directory,
            role,
            Postgres.options(tap.port(), "traced", parameters),
            List.of(),
            "--botledger.import=" + capsule);
    return new Traced(tap, server, new Connection(server.target()));
  }

  /** Whom to ask. */
  Connection connection() {
    return connection;
  }

  /** Asks, and returns what PostgreSQL was sent until all was quiet. */
  List<Trip> trace(int status, byte[] request) throws IOException, InterruptedException {
    tap.awaitQuiet(COMMANDS, QUIET);
    tap.forget();
    send(status, request);
    tap.awaitQuiet(COMMANDS, QUIET);
    return tap.trips();
  }

  /** Something that is asked. */
  interface Asking {
    void run() throws IOException;
  }

  /** What PostgreSQL was sent from the asking to the answer. */
  List<Trip> window(Asking asking) throws IOException, InterruptedException {
    tap.awaitQuiet(COMMANDS, QUIET);
    tap.forget();
    asking.run();
    return tap.trips();
  }

  Answer send(int status, byte[] request) throws IOException {
    Answer answer = connection.send(request);
    if (answer.status() != status) {
      throw new IOException("Expected " + status + ", got " + answer);
    }
    return answer;
  }

  /**
   * The scripts of create and deploy, kept in the report's directory for pgbench and in JSON for
   * the bare routes.
   */
  List<Script> scripts(Path report) throws IOException, InterruptedException {
    CommandLoad load = new CommandLoad(server.target(), Histories.FIRST, 1);
    List<Script> scripts =
        List.of(
            derive("create", 201, () -> load.create(CommandLoad.ASYNC)),
            derive("deploy", 202, () -> load.deploy(CommandLoad.ASYNC)));
    for (Script script : scripts) {
      Files.writeString(
          report.resolve(script.name() + ".script.json"),
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(script));
    }
    return scripts;
  }

  /** From two commands that are not the first ones. */
  private Script derive(String name, int status, Supplier<byte[]> command)
      throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      send(status, command.get());
    }
    List<Trip> first = withoutSnapshot(status, command);
    // Of the same version once more: what the first one made is no more what runs, and its stream
    // has gone on.
    sendAllBut(1, status, command);
    List<Trip> second = withoutSnapshot(status, command);
    return Derivation.of(name, first, second, Integer.toString(Histories.FIRST));
  }

  /** A command that writes no snapshot, as most do; else the same version's next one. */
  private List<Trip> withoutSnapshot(int status, Supplier<byte[]> command)
      throws IOException, InterruptedException {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Trip> trips = ofCommands(trace(status, command.get()));
      if (trips.stream()
          .flatMap(trip -> trip.statements().stream())
          .noneMatch(statement -> statement.sql().contains(SNAPSHOT))) {
        return trips;
      }
      sendAllBut(1, status, command);
    }
    throw new IOException("Each command writes a snapshot.");
  }

  private void sendAllBut(int some, int status, Supplier<byte[]> command) throws IOException {
    for (int i = some; i < Histories.VERSIONS; i++) {
      send(status, command.get());
    }
  }

  static List<Trip> ofCommands(List<Trip> trips) {
    return trips.stream().filter(trip -> trip.application().equals(COMMANDS)).toList();
  }

  @Override
  public void close() throws IOException {
    connection.close();
    server.close();
    tap.close();
  }
}
