package io.botledger.application.process;

import io.botledger.platform.database.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL of one's own: a server apart from any Botledger process, without durability. There
 * is one of each version, which lives as long as this JVM.
 */
public final class PostgresForTests {

  /** Unpacked by the build; not on the class path, where the two versions would hide each other. */
  private static final Path VERSION_15 = Path.of("target", "postgres-15");

  private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();
  private static final String PASSWORD = "not a secret";

  private final EmbeddedPostgres server;

  private PostgresForTests(EmbeddedPostgres server) {
    this.server = server;
  }

  /** The oldest version that is supported. */
  public static PostgresForTests version15() {
    return Version15.INSTANCE;
  }

  /** The version that is embedded too. */
  public static PostgresForTests version18() {
    return Version18.INSTANCE;
  }

  /** The superuser's own database. */
  public Database administration() {
    return database("postgres", "postgres");
  }

  /** Makes a role, and a database that it owns. */
  public Database create(String name) {
    execute("create role %s login password '%s'".formatted(name, PASSWORD));
    execute("create database %1$s owner %1$s".formatted(name));
    return database(name, name);
  }

  public Database database(String name, String role) {
    return new Database(
        "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), name), role, PASSWORD);
  }

  public void execute(String statement) {
    try (Connection connection = administration().connect(Duration.ofSeconds(10));
        Statement executed = connection.createStatement()) {
      executed.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The options that make a Botledger process use the database. */
  public static String[] options(Database database) {
    return new String[] {
      "--spring.datasource.url=" + database.url(),
      "--spring.datasource.username=" + database.username(),
      "--spring.datasource.password=" + database.password()
    };
  }

  private static PostgresForTests start(EmbeddedPostgres.Builder builder) {
    try {
      return new PostgresForTests(builder.setOverrideWorkingDirectory(BINARIES.toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Version15 {
    private static final PostgresForTests INSTANCE =
        start(
            EmbeddedPostgres.builder()
                .setPgBinaryResolver(
                    (system, hardware) -> {
                      try (DirectoryStream<Path> files =
                          Files.newDirectoryStream(VERSION_15, "*.txz")) {
                        return Files.newInputStream(files.iterator().next());
                      }
                    }));
  }

  private static final class Version18 {
    private static final PostgresForTests INSTANCE = start(EmbeddedPostgres.builder());
  }
}
