package io.botledger.application.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botledger.application.data.DataDirectory;
import io.botledger.platform.database.Database;
import io.botledger.platform.start.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Path directory;
  private final DataDirectory data;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  EmbeddedServerTest(@TempDir Path temporary) {
    directory = temporary.resolve("a folder with spaces");
    data = DataDirectory.open(directory);
  }

  /** The programs are unpacked once for all tests of the build. */
  @BeforeEach
  void shareBinaries() throws IOException {
    Path shared = Files.createDirectories(Path.of("target", "postgres-binaries"));
    Path closed = Files.createDirectory(directory.resolve("postgres-binaries"));
    Files.createSymbolicLink(closed.resolve("unpacked"), shared.toAbsolutePath());
  }

  @AfterEach
  void close() throws IOException {
    data.close();
  }

  @Test
  void itIsDurableAndLetsNobodyInWithoutThePassword() throws SQLException {
    try (EmbeddedServer server = start()) {
      Database database = server.database();
      Database administration =
          new Database(
              database.url().replace("/botledger?", "/postgres?"), "postgres", database.password());
      for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
        assertThat(ask(administration, "show " + setting)).as(setting).isEqualTo("on");
      }
      assertThat(ask(administration, "select current_setting('server_version_num')::int / 10000"))
          .isEqualTo(ServerDirectory.MAJOR);
      assertThat(ask(administration, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(administration, "show unix_socket_directories")).isEmpty();
      assertThat(
              ask(
                  administration,
                  "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
          .isEqualTo("0");
      assertThat(ask(database, "select rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("f");
      for (String role : List.of("postgres", "botledger")) {
        assertThatThrownBy(
                () -> new Database(database.url(), role, "a guess").connect(Duration.ofSeconds(5)))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("password authentication failed");
      }
      assertThat(directory.resolve("postgres.password"))
          .satisfies(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThat(Postmaster.on(directory.resolve("postgres"))).isEmpty();
  }

  @Test
  void itComesBackWhenItDiesAndGivesUpAtTheThirdTimeInAMinute() throws Exception {
    try (EmbeddedServer server = start()) {
      for (int death = 1; death <= 2; death++) {
        Postmaster before = server.postmaster();
        before.process().destroyForcibly();
        await()
            .atMost(SOON)
            .until(() -> !server.postmaster().equals(before) && server.postmaster().isRunning());
        assertThat(ask(server.database(), "select 1")).isEqualTo("1");
        assertThat(ended).isNotDone();
      }
      server.postmaster().process().destroyForcibly();
      ended.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void whatSomebodyElseHasByNowIsGivenUpAndWhatWasNeverCompletedSetAside() throws Exception {
    Files.createDirectory(directory.resolve("postgres"));
    Files.writeString(directory.resolve("postgres/postgresql.conf"), "");
    Path port = directory.resolve("postgres.port");
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Files.writeString(port, stranger.getLocalPort() + "\n");
      start().close();
      assertThat(directory).isDirectoryContaining("glob:**/postgres.incomplete-*");
      assertThat(port).content().isNotEqualTo(stranger.getLocalPort() + "\n");
    }
    String chosen = Files.readString(port);
    Files.writeString(
        directory.resolve("postgres/postmaster.pid"),
        "%d\n%s\n1\n5432\n\nlocalhost\n\nready\n"
            .formatted(ProcessHandle.current().pid(), directory.resolve("postgres")));
    try (EmbeddedServer server = start()) {
      assertThat(ask(server.database(), "select 1")).isEqualTo("1");
      assertThat(port).as("kept from then on").hasContent(chosen);
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedIsExplained() throws IOException {
    start().close();
    Path password = directory.resolve("postgres.password");
    String secret = Files.readString(password);
    Files.writeString(password, "another");
    refused("does not take the password in " + password);
    assertThat(Postmaster.on(directory.resolve("postgres"))).as("left running").isEmpty();
    Files.delete(password);
    refused(password + " is missing");
    Files.writeString(password, secret);
    start().close();

    Files.writeString(directory.resolve("postgres/postgresql.conf"), "no_such_setting = 1\n");
    refused("The embedded PostgreSQL does not start. It says:", "no_such_setting");
    Files.writeString(directory.resolve("postgres/PG_VERSION"), "17\n");
    refused("holds data of PostgreSQL 17, but this build embeds PostgreSQL 18.");
  }

  private void refused(String... texts) {
    assertThatThrownBy(this::start).isInstanceOf(StartRefused.class).message().contains(texts);
  }

  @Test
  void aSecondOneOnTheDirectoryIsRefused() {
    assertThatThrownBy(() -> DataDirectory.open(directory))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(
            "The data directory %s is in use by another Botledger process (pid %d)."
                .formatted(directory, ProcessHandle.current().pid()));
  }

  private EmbeddedServer start() {
    return EmbeddedServer.start(data, () -> ended.complete(null));
  }

  private static String ask(Database database, String query) throws SQLException {
    try (Connection connection = database.connect(Duration.ofSeconds(10));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
