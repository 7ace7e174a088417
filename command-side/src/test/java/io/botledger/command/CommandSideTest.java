package io.botledger.command;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botledger.command.TestCommandSide.Done;
import io.botledger.command.decision.DeployVersion;
import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.web.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class CommandSideTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final JdbcTemplate JDBC = new JdbcTemplate(TestPostgres.dataSource(DATABASE));
  private static TestCommandSide commandSide;

  @BeforeAll
  static void start() {
    commandSide = TestCommandSide.start(DATABASE);
  }

  @AfterAll
  static void stop() {
    commandSide.close();
  }

  // Compilers before and after JDK 22 see the nullness of JdbcTemplate's rows differently.
  @SuppressWarnings("NullAway")
  @Test
  void aDeployOverAnotherVersionIsOneAppendWithOneTimeInTheRightOrder() {
    commandSide.execute(create("order", "a", "a", Environment.PROD));
    commandSide.execute(create("order", "b", "b", null));
    Done result = commandSide.execute(new DeployVersion("order", "b", Environment.PROD, "d2"));

    List<Map<String, Object>> events =
        JDBC.queryForList(
            """
            select payload_type, aggregate_identifier, time_stamp, meta_data ->> 'commandId' as id
              from events.event where global_index in (?, ?) order by global_index
            """,
            result.positions().get(0),
            result.positions().get(1));
    assertThat(events)
        .extracting(row -> row.get("payload_type") + " " + row.get("aggregate_identifier"))
        .containsExactly("VersionUndeployed a", "VersionDeployed b");
    assertThat(events)
        .extracting(row -> row.get("time_stamp"))
        .containsOnly(events.get(0).get("time_stamp"));
    assertThat(events).extracting(row -> row.get("id")).containsOnly(events.get(0).get("id"));
    assertThat(result.result().deployment().previousVersionId()).isEqualTo("a");
    assertThat(result.result().outcome().version().revision()).isEqualTo(1);
  }

  @Test
  void connectionsHaveTheirSettingsAlsoAfterARefusalAndAreNeverLeftInATransaction() {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  commandSide.execute(
                      new DeployVersion("nobody", "nothing", Environment.PROD, "d")))
          .hasCauseInstanceOf(Refusal.class);
    }
    JdbcTemplate pool = new JdbcTemplate(commandSide.bean("commandDataSource", DataSource.class));
    assertThat(
            Stream.of(
                    "lock_timeout",
                    "statement_timeout",
                    "idle_in_transaction_session_timeout",
                    "enable_seqscan",
                    "plan_cache_mode")
                .map(name -> pool.queryForObject("show " + name, String.class)))
        .containsExactly("3s", "4s", "5s", "off", "force_generic_plan");
    // The pool may still be opening connections.
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                JDBC.queryForList(
                    """
                    select query from pg_stat_activity
                     where datname = current_database()
                       and application_name = 'botledger command' and state <> 'idle'
                    """),
            List::isEmpty);
  }

  @Test
  void theBusIsAxonsOwn() {
    assertThat(commandSide.bean(CommandBus.class)).isInstanceOf(SimpleCommandBus.class);
  }
}
