package io.botledger.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.platform.TestPostgres;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationsTest {

  private final Database database = TestPostgres.freshDatabase();
  private final JdbcClient sql = JdbcClient.create(TestPostgres.dataSource(database));

  @Test
  void processes_that_start_at_once_take_turns() {
    List<CompletableFuture<Void>> processes =
        Stream.generate(
                () ->
                    CompletableFuture.runAsync(
                        () -> Migrations.migrate(database, "events", "db/events")))
            .limit(4)
            .toList();
    processes.forEach(CompletableFuture::join);
    assertThat(
            sql.sql(
                    """
                    select count(*) from events.flyway_schema_history
                     where version is not null group by version
                    """)
                .query(Long.class)
                .list())
        .isNotEmpty()
        .containsOnly(1L);
  }

  @Test
  void every_schema_has_its_own_history() {
    Migrations.migrate(database, "events", "db/events");
    assertThat(
            sql.sql("select count(*) from information_schema.tables where table_schema = 'public'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void a_role_that_may_not_create_schemas_gets_told_the_missing_grant() {
    Database poor = poor("poor_one");
    assertThatThrownBy(() -> Migrations.migrate(poor, "events", "db/events"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("GRANT CREATE ON DATABASE")
        .hasMessageContaining("\"poor_one\"")
        .hasMessageContaining("CREATE SCHEMA \"events\" AUTHORIZATION \"poor_one\"")
        .hasMessageNotContaining("pass-word");
  }

  @Test
  void a_role_that_may_not_create_tables_in_the_schema_gets_told_too() {
    Database poor = poor("poor_two");
    sql.sql("create schema events").update();
    assertThatThrownBy(() -> Migrations.migrate(poor, "events", "db/events"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("GRANT USAGE, CREATE ON SCHEMA \"events\" TO \"poor_two\"");
  }

  @Test
  void a_schema_that_was_made_for_the_role_is_enough() {
    Database poor = poor("poor_three");
    sql.sql("create schema events authorization poor_three").update();
    Migrations.migrate(poor, "events", "db/events");
    assertThat(sql.sql("select count(*) from events.event").query(Long.class).single()).isZero();
  }

  private Database poor(String role) {
    sql.sql("create role " + role + " login password 'pass-word'").update();
    return new Database(database.url(), role, "pass-word");
  }
}
