package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.query.generation.Generations;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What earlier builds wrote is found as what is written now. */
class EarlierRowsTest {
  private final Database database = TestPostgres.freshDatabase();
  private final DataSource dataSource = TestPostgres.dataSource(database);
  private final JdbcClient sql = JdbcClient.create(dataSource);

  private void migrate(String schema, String folder, String target) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas(schema)
        .locations("classpath:db/query/" + folder)
        .target(target)
        .load()
        .migrate();
  }

  @Test
  void blocksGetTheTimesOfTheirEvents() {
    TestLog log = new TestLog(database);
    migrate("query", "registry", "1");
    OffsetDateTime first = log.chatbot("bot").creates("bot-1", "One").atOffset(ZoneOffset.UTC);
    log.chatbot("bot").creates("bot-2", "Two");
    sql.sql(
            """
            insert into query.handled_block (processor_name, block, segment, handled)
            values ('audit-history-1', 0, 0, 2), ('audit-history-1', 7, 0, 0)
            """)
        .update();
    Generations.prepare(database, dataSource);
    assertThat(
            sql.sql("select first_time from query.handled_block where block = 0")
                .query(OffsetDateTime.class)
                .single()
                .toInstant())
        .isEqualTo(first.toInstant());
    assertThat(
            sql.sql(
                    """
                    select last_time - first_time = interval '1 second' from query.handled_block
                    where block = 0
                    """)
                .query(Boolean.class)
                .single())
        .isTrue();
    assertThat(
            sql.sql("select count(*) from query.handled_block where first_time is null")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void entriesGetTheirWords() {
    migrate("audit_history_1", "audit-history", "1");
    sql.sql(
            """
            insert into audit_history_1.entry values (1, now(), 'bot', 'v', '1.0', 'prod', 'deployed',
              'anna', 'key', 'ticket 4/7', 'v1', '[]', 'anna deployed version 1.0 "Spring" to prod.')
            """)
        .update();
    new TestLog(database);
    Generations.prepare(database, dataSource);
    assertThat(
            sql.sql(
                    """
                    select words @@ 'spring & 4 <-> 7 & 1 <-> 0'::tsquery from audit_history_1.entry
                    """)
                .query(Boolean.class)
                .single())
        .isTrue();
  }
}
