package io.botledger.bench.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of the bench's own, of the binaries that are embedded, with the settings that Botledger
 * gives to its embedded one, but that it takes more connections and trusts everybody on the
 * loopback address.
 */
public final class Postgres implements AutoCloseable {
  private static final String USER = "postgres";

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts one with an empty data directory.
   *
   * @param directory on the disk that is to be measured
   */
  public static Postgres start(Path directory) throws IOException {
    Files.createDirectories(directory);
    return launch(directory, true);
  }

  /** Starts the one that has been closed once more. */
  public static Postgres startAgain(Path directory) throws IOException {
    return launch(directory, false);
  }

  private static Postgres launch(Path directory, boolean empty) throws IOException {
    return new Postgres(
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
            .setDataDirectory(directory.resolve("data"))
            .setCleanDataDirectory(empty)
            .setRegisterShutdownHook(true)
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("max_connections", "300")
            .setOutputRedirector(
                ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
            .start());
  }

  public int port() {
    return server.getPort();
  }

  /** Makes an empty database. */
  public void create(String database) throws SQLException {
    execute(USER, "create database " + database);
  }

  /** Runs a statement. */
  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows. */
  public List<String> ask(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
      return values;
    }
  }

  /** A connection; the caller closes it. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(port(), database), USER, "");
  }

  /** The options that make a process use a database of it. */
  public List<String> options(String database) {
    return options(port(), database, "");
  }

  /**
   * The same through something that stands between.
   *
   * @param parameters of the JDBC URL, each behind an ampersand
   */
  public static List<String> options(int port, String database, String parameters) {
    return List.of(
        "--spring.datasource.url=" + url(port, database) + parameters,
        "--spring.datasource.username=" + USER);
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable".formatted(port, database);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
