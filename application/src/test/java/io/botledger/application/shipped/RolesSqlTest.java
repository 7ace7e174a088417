package io.botledger.application.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.database.Database;
import io.botledger.platform.database.Migrations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each of the two users may do, by the shipped file and the migrations of both sides. */
@TestInstance(Lifecycle.PER_CLASS)
class RolesSqlTest {
  private static final String DATABASE = "roles_sql";

  private final PostgresForTests server = PostgresForTests.version18();
  private final Database command = server.database(DATABASE, "botledger_command");
  private final Database query = server.database(DATABASE, "botledger_query");

  @BeforeAll
  void bothSidesHaveTheirTables(@TempDir Path secrets) throws Exception {
    Files.writeString(secrets.resolve("command-password"), "it's \"not\" a secret\n");
    Files.writeString(secrets.resolve("query-password"), "nor this\r\n");
    server.execute("create database " + DATABASE);
    // As psql does it: the whole file, by a superuser, in the database.
    execute(
        server.database(DATABASE, "postgres"),
        Shipped.read("database/roles.sql").replace("/run/secrets/", secrets + "/"));
    Migrations.migrate(command, "events", "db/events");
    Migrations.migrate(command, "command", "db/command");
    Migrations.migrate(query, "query", "db/query/registry");
    execute(query, "create schema a_generation; create table a_generation.version (id bigint)");
  }

  /** The passwords are those of the files, without the line's end. */
  @Test
  void thePasswordsAreThoseOfTheFiles() throws Exception {
    assertThat(isPasswordOf("botledger_command", "it's \"not\" a secret")).isTrue();
    assertThat(isPasswordOf("botledger_query", "nor this")).isTrue();
    assertThat(isPasswordOf("botledger_query", "nor this\r\n")).isFalse();
  }

  @Test
  void theQuerySideReadsTheEventsAlsoInTablesThatAreMadeLater() {
    execute(command, "create table events.later (id bigint)");
    for (String table : new String[] {"event", "content", "flyway_schema_history", "later"}) {
      assertThatCode(() -> execute(query, "select * from events." + table))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into events.content (hash, size, content) values ('x', 1, '{}')",
        "update events.event set type = 'x'",
        "insert into events.api_key (key_id) values ('x')",
        "update events.api_key set secret_hash = null",
        "delete from events.api_key",
        "delete from events.event",
        "truncate events.event",
        "create table events.mine (id bigint)",
        "drop table events.event",
        "alter table events.event disable trigger all",
        "do $$ begin lock table events.event in exclusive mode; end $$",
        "select nextval('events.event_global_index_seq')",
        "select * from command.chatbot",
        "create table command.mine (id bigint)",
        "create table public.mine (id bigint)",
        "create temporary table mine (id bigint)",
        "set role botledger_command"
      })
  void theQuerySideMayNot(String statement) {
    assertDenied(query, statement);
  }

  /** Through a function of the command side's, which writes that and nothing else. */
  @Test
  void theQuerySideNotesThatAKeyWasUsed() {
    execute(command, "insert into events.api_key (key_id) values ('used')");
    execute(query, "select events.note_use_of_api_key('used', now())");
    assertThatThrownBy(
            () ->
                execute(
                    command,
                    "do $$ begin assert (select last_used is null from events.api_key where key_id"
                        + " = 'used'); end $$"))
        .rootCause()
        .hasMessageContaining("assertion failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from query.projection",
        "select * from a_generation.version",
        "create table query.mine (id bigint)",
        "create schema mine",
        "create table public.mine (id bigint)",
        "set role botledger_query"
      })
  void theCommandSideMayNot(String statement) {
    assertDenied(command, statement);
  }

  /** What the processes do besides: locks, notifications, the bound below which nothing appears. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select pg_advisory_lock(1)",
        "select pg_notify('botledger', 'x')",
        "listen botledger",
        "select pg_snapshot_xmin(pg_current_snapshot())"
      })
  void bothMay(String statement) {
    assertThatCode(() -> execute(query, statement)).doesNotThrowAnyException();
    assertThatCode(() -> execute(command, statement)).doesNotThrowAnyException();
  }

  @Test
  void nobodyElseComesIn() {
    server.execute("create role somebody login");
    assertDenied(server.database(DATABASE, "somebody"), "select 1");
  }

  /**
   * By PostgreSQL's {@code insufficient_privilege}; what lacks is named, so no table is missing.
   */
  private static void assertDenied(Database database, String statement) {
    assertThatThrownBy(() -> execute(database, statement))
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class,
            denied -> assertThat(denied.getSQLState()).as(denied.getMessage()).isEqualTo("42501"));
  }

  private static void execute(Database database, String statements) {
    try (Connection connection = database.connect(Duration.ofSeconds(10));
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The test's server asks nobody for a password, so what it keeps is looked at (RFC 5802). */
  private boolean isPasswordOf(String role, String password)
      throws SQLException, GeneralSecurityException {
    try (Connection connection = server.administration().connect(Duration.ofSeconds(10));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select string_to_array(rolpassword, '$') from pg_authid where rolname = '%s'"
                    .formatted(role))) {
      row.next();
      // SCRAM-SHA-256$<iterations>:<salt>$<stored key>:<server key>
      String[] kept = (String[]) row.getArray(1).getArray();
      String[] salting = kept[1].split(":");
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(
                  new PBEKeySpec(
                      password.toCharArray(),
                      Base64.getDecoder().decode(salting[1]),
                      Integer.parseInt(salting[0]),
                      256))
              .getEncoded();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salted, "HmacSHA256"));
      byte[] clientKey = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
      byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
      return kept[2].startsWith(Base64.getEncoder().encodeToString(storedKey) + ":");
    }
  }
}
