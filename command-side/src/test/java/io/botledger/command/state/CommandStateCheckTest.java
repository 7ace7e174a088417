package io.botledger.command.state;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.command.TestCommandSide;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.RollbackVersion.Component;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class CommandStateCheckTest {
  private static final Database DATABASE = TestPostgres.freshDatabase();
  private static final DataSource DATA_SOURCE = TestPostgres.dataSource(DATABASE);
  private static TestCommandSide commandSide;

  @BeforeAll
  static void aHistoryWithEveryKindOfEvent() {
    commandSide = TestCommandSide.start(DATABASE);
    commandSide.execute(create("bot", "v1", "v1", Environment.PROD));
    commandSide.execute(create("bot", "v2", "v2", Environment.TEST));
    commandSide.execute(new DeployVersion("bot", "v2", Environment.PROD, "d3"));
    commandSide.execute(
        new RollbackVersion("bot", "v1", Environment.PROD, Set.of(Component.APPS), "d4"));
    commandSide.execute(new UndeployVersion("bot", Environment.TEST));
    commandSide.execute(create("bot", "v3", "v3", null));
    commandSide.execute(new DeleteVersion("bot", "v3"));
    commandSide.execute(new RestoreVersion("bot", "v3", "v3 again"));
    commandSide.execute(new DeployVersion("bot", "v3", Environment.PROD, "d4b"));
    commandSide.execute(create("bot", "v4", "v4", null));
    commandSide.execute(new DeleteVersion("bot", "v4"));
    commandSide.execute(new RollbackVersion("bot", null, Environment.PROD, Set.of(), "d5"));
    commandSide.execute(create("another", "w1", "v1", null));
  }

  @AfterAll
  static void stop() {
    commandSide.close();
  }

  @Test
  void theTablesAreWhatTheEventsSay() throws SQLException {
    assertThat(new CommandStateCheck(DATA_SOURCE).differences()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update command.chatbot set last_number = '9.9' where chatbot_id = 'bot'",
        "update command.chatbot set newest_time = newest_time + interval '1 ms'",
        "update command.version set name = 'other' where version_id = 'v1'",
        "update command.version set deleted = false where version_id = 'v4'",
        "update command.version set newest_prod = null where version_id = 'v2'",
        "delete from command.version where version_id = 'v3'",
        "insert into command.version values ('v9', 'bot', 'v9', false, null, null, null)",
        "update command.deployment set goes_back_to = null where deployment_id = 'd3'",
        "update command.deployment set replaces = null where deployment_id = 'd4'",
        "update command.deployment set started_by = 'x' where deployment_id = 'd5'",
        "update command.environment set running = 'd3' where environment = 'prod'",
        "update command.environment set newest = 'd3' where environment = 'prod'"
      })
  void whatIsNotIsFound(String tampering) throws SQLException {
    try (Undo undo = new Undo()) {
      assertThat(undo.jdbc.update(tampering)).isPositive();
      assertThat(new CommandStateCheck(DATA_SOURCE).differences()).isNotEmpty();
    }
    assertThat(new CommandStateCheck(DATA_SOURCE).differences()).isEmpty();
  }

  /** Keeps a copy of the tables and puts it back. */
  private static final class Undo implements AutoCloseable {
    private static final String[] TABLES = {"chatbot", "version", "deployment", "environment"};
    private final JdbcTemplate jdbc = new JdbcTemplate(DATA_SOURCE);

    Undo() {
      for (String table : TABLES) {
        jdbc.execute(
            "create table public.kept_%1$s as select * from command.%1$s".formatted(table));
      }
    }

    @Override
    public void close() {
      for (String table : TABLES) {
        jdbc.execute("truncate command." + table);
        jdbc.execute("insert into command.%1$s select * from public.kept_%1$s".formatted(table));
        jdbc.execute("drop table public.kept_" + table);
      }
    }
  }
}
