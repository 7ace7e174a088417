package io.botledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.query.generation.Generations;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What the first releases have left in the tables. */
class FirstReleasesTest {
  private final Database database = TestPostgres.freshDatabase();
  private final TestLog log = new TestLog(database);

  @Test
  void theirDeadLettersAreKept() {
    Flyway.configure()
        .dataSource(log.dataSource())
        .schemas(Generations.SHARED)
        .locations("classpath:db/query/registry")
        .target("2")
        .load()
        .migrate();
    letter(1, 7, "org.axonframework.SomethingFailed");
    letter(2, 9, null);
    // They could queue one twice, where the log handed it out again.
    letter(3, 9, null);
    Generations.prepare(database, log.dataSource());
    assertThat(
            log.sql()
                .sql(
                    """
                    select concat_ws(' ', processor_name, chatbot_id, position,
                      coalesce(cause_type, 'none'), cause_message, since at time zone 'UTC',
                      coalesce((last_tried at time zone 'UTC')::text, 'never'))
                    from query.dead_letter order by position
                    """)
                .query(String.class)
                .list())
        .isEqualTo(
            List.of(
                "version-list-1 bad 7 org.axonframework.SomethingFailed because"
                    + " 2026-11-20 10:00:00.123 2026-11-20 10:00:01.5",
                "version-list-1 bad 9 none because 2026-11-20 10:00:00.123 never"));
    assertThat(
            log.sql()
                .sql("select count(*) from query.dead_letter_entry")
                .query(Long.class)
                .single())
        .isZero();
  }

  private void letter(long index, long position, @org.jspecify.annotations.Nullable String cause) {
    log.sql()
        .sql(
            """
            insert into query.dead_letter_entry (dead_letter_identifier, processing_group,
              sequence_identifier, sequence_index, message_type, event_identifier, time_stamp,
              payload_type, payload, meta_data, enqueued_at, last_touched, cause_type, cause_message)
            values (gen_random_uuid()::text, 'version-list-1', 'bad', ?, 'message', 'event',
              '2026-11-20T10:00:00Z', 'VersionDeleted', '{}', convert_to(?, 'UTF8'),
              '2026-11-20T10:00:00.123Z', '2026-11-20T10:00:01.500Z', ?, 'because')
            """)
        .param(1, index)
        .param(2, "{\"position\":" + position + "}")
        .param(3, cause, java.sql.Types.VARCHAR)
        .update();
  }
}
