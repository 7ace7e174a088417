package io.botledger.application.api;

import io.botledger.platform.database.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL of one's own that can be stopped and started again, with its data and its port. */
final class StoppablePostgres implements AutoCloseable {
  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  private StoppablePostgres(Path directory) throws IOException {
    this.directory = directory;
    this.server =
        EmbeddedPostgres.builder().setDataDirectory(directory).setCleanDataDirectory(false).start();
    this.port = server.getPort();
  }

  static StoppablePostgres start() throws IOException {
    return new StoppablePostgres(Files.createTempDirectory("botledger-outage-").resolve("data"));
  }

  Database database() {
    return new Database(
        "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setPort(port)
            .start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
