package io.botledger.application.split;

import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database with the shipped roles, which have names of their own on a server that others use too.
 *
 * @param administration as superuser
 */
record SplitDatabase(Database administration, Database command, Database query) {
  private static final Path ROLES = Path.of("..", "database", "roles.sql");
  private static final AtomicInteger NAMES = new AtomicInteger();

  /**
   * @param secrets where the server finds the passwords
   */
  static SplitDatabase create(PostgresForTests server, Path secrets) {
    String name = "split_" + NAMES.incrementAndGet();
    server.execute("create database " + name);
    Database administration = server.database(name, "postgres");
    Database command = server.database(name, name + "_command");
    Database query = server.database(name, name + "_query");
    try (Connection connection = administration.connect(Duration.ofSeconds(10));
        Statement statement = connection.createStatement()) {
      Files.writeString(secrets.resolve("command-password"), command.password() + "\n");
      Files.writeString(secrets.resolve("query-password"), query.password() + "\n");
      statement.execute(
          Files.readString(ROLES)
              .replace("/run/secrets/", secrets.toAbsolutePath() + "/")
              .replace("botledger_", name + "_"));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
    return new SplitDatabase(administration, command, query);
  }
}
