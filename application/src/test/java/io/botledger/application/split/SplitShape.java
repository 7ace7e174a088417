package io.botledger.application.split;

import io.botledger.application.contract.ContractClient;
import io.botledger.application.gateway.Nginx;
import io.botledger.application.process.BotledgerProcess;
import io.botledger.application.process.Launch;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.database.Database;
import io.botledger.platform.route.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Two processes of the role command and two of the role query behind nginx with the shipped
 * configuration, on a PostgreSQL with the shipped roles. Closing it leaves nothing behind.
 */
public final class SplitShape implements AutoCloseable {
  static final String KEY = "the-key-of-the-split-shape";

  /** Four of them and a load share a small machine. */
  private static final int HEAP = 256;

  private final Path directory;
  private final SplitDatabase database;
  private final Nginx gateway;
  private final List<BotledgerProcess> commands = new ArrayList<>();
  private final List<BotledgerProcess> queries = new ArrayList<>();

  private SplitShape(Path directory) {
    this.directory = directory;
    List<Integer> ports = Stream.generate(Launch::freePort).distinct().limit(4).toList();
    // First, since where there is no nginx nothing can be tested.
    gateway = Nginx.start(ports.subList(0, 2), ports.subList(2, 4));
    database = SplitDatabase.create(PostgresForTests.version18(), directory);
    try {
      for (int number = 0; number < 2; number++) {
        commands.add(launch(Side.COMMAND, ports.get(number)));
        queries.add(launch(Side.QUERY, ports.get(number + 2)));
      }
      processes().forEach(BotledgerProcess::awaitReady);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts all of it at once and waits until every process is ready. */
  public static SplitShape start() {
    try {
      return new SplitShape(Files.createTempDirectory("botledger split "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BotledgerProcess launch(Side side, int port) {
    List<String> options =
        new ArrayList<>(
            List.of(
                PostgresForTests.options(
                    side == Side.COMMAND ? database.command() : database.query())));
    options.add("--botledger.role=" + side.text());
    options.add("--botledger.admin-key=" + KEY);
    options.add("--botledger.console.api=" + gateway.url());
    return BotledgerProcess.launch(
        Launch.of(directory.resolve(side.text() + port), options.toArray(String[]::new))
            .onPort(port)
            .withHeap(HEAP));
  }

  /** A client of the gateway. */
  public ContractClient client() {
    return client(gateway.url());
  }

  /** Where clients find it. */
  URI url() {
    return gateway.url();
  }

  /** A client of one process, past the gateway. */
  public ContractClient client(BotledgerProcess process) {
    return client(process.url(""));
  }

  /** One that reaches a process by another way. */
  static ContractClient client(URI base) {
    return new ContractClient(base, KEY);
  }

  public List<BotledgerProcess> commands() {
    return List.copyOf(commands);
  }

  public List<BotledgerProcess> queries() {
    return List.copyOf(queries);
  }

  /** Those of both roles. */
  public List<BotledgerProcess> processes() {
    return Stream.of(commands, queries).flatMap(List::stream).toList();
  }

  /**
   * Starts one that has ended once more, where the gateway knows it, and waits until it is ready.
   */
  BotledgerProcess startAgain(BotledgerProcess ended) {
    BotledgerProcess again = ended.launchAgain();
    commands.replaceAll(one -> one == ended ? again : one);
    queries.replaceAll(one -> one == ended ? again : one);
    return again.awaitReady();
  }

  /** As its superuser, for looking behind the API. */
  public Database database() {
    return database.administration();
  }

  /** What the gateway has logged. */
  String gatewayLogs() {
    return gateway.logs();
  }

  @Override
  public void close() {
    gateway.close();
    processes().parallelStream().forEach(BotledgerProcess::close);
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
