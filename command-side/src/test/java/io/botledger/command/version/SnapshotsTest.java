package io.botledger.command.version;

import static io.botledger.command.TestCommandSide.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.command.TestCommandSide;
import io.botledger.command.decision.DeleteVersion;
import io.botledger.command.decision.DeployVersion;
import io.botledger.command.decision.RestoreVersion;
import io.botledger.command.decision.RollbackVersion;
import io.botledger.command.decision.UndeployVersion;
import io.botledger.command.state.CommandStateCheck;
import io.botledger.events.Environment;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.Snapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SnapshotsTest {
  private static final int DEPLOYS = 60;

  private final Database database = TestPostgres.freshDatabase();
  private final DataSource dataSource = TestPostgres.dataSource(database);
  private final JdbcClient sql = JdbcClient.create(dataSource);
  private TestCommandSide commandSide;

  @BeforeEach
  void aLongHistoryOfTwoVersions() {
    commandSide = TestCommandSide.start(database);
    commandSide.execute(create("bot", "v1", "v1", Environment.PROD));
    commandSide.execute(create("bot", "v2", "v2", null));
    for (int i = 0; i < DEPLOYS / 2; i++) {
      commandSide.execute(new DeployVersion("bot", "v2", Environment.PROD, "a" + i));
      commandSide.execute(new RollbackVersion("bot", null, Environment.PROD, Set.of(), "b" + i));
      commandSide.execute(new DeployVersion("bot", "v1", Environment.TEST, "c" + i));
      commandSide.execute(new UndeployVersion("bot", Environment.TEST));
    }
  }

  @AfterEach
  void stop() {
    commandSide.close();
  }

  private void everyCommandIsAccepted() {
    commandSide.execute(new DeployVersion("bot", "v2", Environment.PROD, "x1"));
    commandSide.execute(new RollbackVersion("bot", null, Environment.PROD, Set.of(), "x2"));
    commandSide.execute(new DeleteVersion("bot", "v2"));
    commandSide.execute(new RestoreVersion("bot", "v2", "v2 again"));
    commandSide.execute(new DeployVersion("bot", "v2", Environment.DEV, "x3"));
    commandSide.execute(new UndeployVersion("bot", Environment.PROD));
  }

  @Test
  void aStreamIsReadFromItsSnapshotOnWhichIsNeverFarFromItsEnd() {
    record Stream(String version, long behind, long length) {}
    List<Stream> streams =
        sql.sql(
                """
                select aggregate_identifier as version, max(e.sequence_number) - s.sequence_number
                  as behind, count(*) as length
                from events.snapshot s join events.event e using (aggregate_identifier)
                group by 1, s.sequence_number
                """)
            .query(Stream.class)
            .list();
    assertThat(streams)
        .hasSize(2)
        .allSatisfy(stream -> assertThat(stream.length()).isGreaterThan(DEPLOYS / 2))
        // A command may append two events to one stream.
        .allSatisfy(stream -> assertThat(stream.behind()).isBetween(1L, Version.KEPT_AFTER + 2L));

    makeUnreadable();
    everyCommandIsAccepted();
  }

  @Test
  void withoutSnapshotsTheWholeStreamIsRead() {
    makeUnreadable();
    sql.sql("delete from events.snapshot").update();
    assertThatThrownBy(this::everyCommandIsAccepted).hasMessageContaining("VersionCreated");
  }

  @Test
  void thoseOfAnotherRevisionAreNotReadAndGiveWay() throws SQLException {
    sql.sql("update events.snapshot set revision = 'another', state = '{}'").update();
    everyCommandIsAccepted();
    assertThat(Snapshot.all(dataSource)).hasSize(2);
    assertThat(new CommandStateCheck(dataSource).differences()).isEmpty();
  }

  @Test
  void theyAreWhatTheEventsSay() throws SQLException {
    assertThat(Snapshot.all(dataSource)).hasSize(2);
    assertThat(new CommandStateCheck(dataSource).differences()).isEmpty();
    sql.sql(
            """
            update events.snapshot
            set state = replace(state::text, '"deleted":false', '"deleted":true')::json
            where aggregate_identifier = 'v1'
            """)
        .update();
    assertThat(new CommandStateCheck(dataSource).differences())
        .extracting(CommandStateCheck.Difference::table)
        .containsExactly("snapshot", "snapshot");
  }

  @Test
  void aRefusedCommandWritesNone() {
    sql.sql("delete from events.snapshot").update();
    assertThatThrownBy(() -> commandSide.execute(new RestoreVersion("bot", "v1", "v1")))
        .hasMessageContaining("not deleted");
    assertThat(Snapshot.all(dataSource)).isEmpty();
    everyCommandIsAccepted();
    assertThat(Snapshot.all(dataSource)).hasSize(2);
  }

  /** Whoever reads an event that a snapshot has fails. */
  private void makeUnreadable() {
    sql.sql(
            """
            alter table events.event disable trigger all;
            update events.event e set payload = '{"chatbotId": "bot", "unreadable": true}'
            from events.snapshot s
            where s.aggregate_identifier = e.aggregate_identifier
              and e.sequence_number <= s.sequence_number
            """)
        .update();
  }
}
