package io.botledger.command;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botledger.command.TestCommandSide.Done;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.database.Outage;
import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Connections that get lost at bad moments, and writers that come in between. */
@Timeout(60)
class OutagesTest {
  private Database database;
  private DataSource dataSource;
  private JdbcTemplate jdbc;
  private TestCommandSide commandSide;

  @BeforeEach
  void start() {
    database = TestPostgres.freshDatabase();
    dataSource = TestPostgres.dataSource(database);
    jdbc = new JdbcTemplate(dataSource);
    commandSide = TestCommandSide.start(database);
    commandSide.execute(create("bot", "v1", "v1", null));
  }

  @AfterEach
  void theLogKeepsTheRulesAndTheTablesFollowFromIt() throws SQLException {
    jdbc.execute("drop trigger if exists at_commit on events.event");
    commandSide.close();
    assertThat(new LogInvariants(dataSource).violations()).isEmpty();
    assertThat(new CommandStateCheck(dataSource).differences()).isEmpty();
  }

  @Test
  void aConnectionLostBeforeTheCommitLeavesNothingBehind() throws SQLException {
    CompletableFuture<Done> answer;
    try (Connection other = dataSource.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select 1 from command.chatbot where chatbot_id = 'bot' for update");
      answer = deploy();
      terminate("wait_event_type = 'Lock'");
      assertThat(failureOf(answer)).matches(Outage::isOutage);
      other.rollback();
    }
    assertThat(events()).isEqualTo(1);
    assertThat(deploy().join().positions()).hasSize(1);
  }

  @Test
  void aConnectionLostDuringTheCommitLeavesTheOutcomeUnknown() {
    atCommit("perform pg_sleep(30);");
    CompletableFuture<Done> answer = deploy();
    terminate("wait_event = 'PgSleep'");
    assertThat(failureOf(answer))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ProblemCode.OUTCOME_UNKNOWN);
              assertThat(refusal.retryAfterSeconds()).isNotNull();
            });
    jdbc.execute("drop trigger at_commit on events.event");
    assertThat(events()).isEqualTo(1);
    assertThat(deploy().join().positions()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"23505, event_stream", "40001, x", "40P01, x"})
  void aConflictIsRepeated(String state, String constraint) {
    jdbc.execute("create sequence public.attempts");
    atCommit(
        """
        if nextval('public.attempts') < 4 then
          raise exception using errcode = '%s', constraint = '%s';
        end if;"""
            .formatted(state, constraint));
    assertThat(deploy().join().positions()).hasSize(1);
    assertThat(events()).isEqualTo(2);
  }

  @Test
  void aConflictWithoutEndIsNoDefectOfOurs() {
    atCommit("raise exception using errcode = '40001';");
    assertThat(failureOf(deploy()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.UNAVAILABLE));
    assertThat(events()).isEqualTo(1);
  }

  @Test
  void anAlienWriterOnTheStreamIsAConflictToo() {
    // Appends to the stream without the chatbot's lock, after it was loaded.
    jdbc.execute("create sequence public.aliens");
    jdbc.execute(
        """
        create function public.alien() returns trigger language plpgsql as $$
        begin
          if pg_trigger_depth() = 1 and nextval('public.aliens') = 1 then
            raise exception using errcode = '23505', constraint = 'event_stream';
          end if;
          return new;
        end $$
        """);
    jdbc.execute(
        "create trigger at_commit before insert on events.event for each row"
            + " execute function public.alien()");
    assertThat(deploy().join().positions()).hasSize(1);
  }

  private CompletableFuture<Done> deploy() {
    return commandSide.submit(new DeployVersion("bot", "v1", Environment.PROD, "d1"));
  }

  private void atCommit(String body) {
    jdbc.execute(
        "create function public.at_commit() returns trigger language plpgsql as $$ begin "
            + body
            + " return null; end $$");
    jdbc.execute(
        "create constraint trigger at_commit after insert on events.event"
            + " deferrable initially deferred for each row execute function public.at_commit()");
  }

  private void terminate(String condition) {
    await()
        .until(
            () ->
                jdbc.queryForList(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database()"
                        + " and application_name = 'botledger command' and "
                        + condition,
                    Boolean.class),
            List.of(true)::equals);
  }

  private static Throwable failureOf(CompletableFuture<?> answer) {
    return answer
        .handle((done, failure) -> failure == null ? new AssertionError("accepted") : failure)
        .thenApply(failure -> failure.getCause() == null ? failure : failure.getCause())
        .join();
  }

  private long events() {
    return jdbc.queryForList("select global_index from events.event").size();
  }
}
