package io.botledger.application.api;

import io.botledger.application.contract.ContractClient;
import io.botledger.application.process.BotledgerProcess;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Two processes of role {@code all} on one PostgreSQL. */
final class TwoProcesses implements AutoCloseable {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final String KEY = "the-key-of-two-processes";

  private final Database database;
  private final List<BotledgerProcess> processes;

  private TwoProcesses(PostgresForTests postgres, Path directory) {
    this.database = postgres.create("two_" + NAMES.incrementAndGet());
    BotledgerProcess first = launch(directory.resolve("first"));
    BotledgerProcess second = launch(directory.resolve("second"));
    this.processes = List.of(first.awaitReady(), second.awaitReady());
  }

  /** Both at once, so that their migrations meet. */
  static TwoProcesses start() throws IOException {
    return new TwoProcesses(
        PostgresForTests.version18(), Files.createTempDirectory("botledger-two-"));
  }

  private BotledgerProcess launch(Path directory) {
    String[] own = PostgresForTests.options(database);
    return BotledgerProcess.launch(
        directory, own[0], own[1], own[2], "--botledger.admin-key=" + KEY);
  }

  ContractClient client(int number) {
    return new ContractClient(processes.get(number).url(""), KEY);
  }

  BotledgerProcess process(int number) {
    return processes.get(number);
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    processes.forEach(BotledgerProcess::close);
  }
}
