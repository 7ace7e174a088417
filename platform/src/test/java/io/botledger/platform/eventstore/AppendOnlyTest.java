package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendOnlyTest {

  private static final TestLog log = new TestLog();

  @BeforeAll
  static void something_is_in_the_log() {
    log.append("a", 2);
    new Contents(log.dataSource).store(Contents.hash("{}"), 2, "{}");
    log.sql.sql("create view everything as select * from events.event").update();
    log.sql
        .sql(
            """
            create table behind (number bigint,
              constraint reference foreign key (number) references events.event)
            """)
        .update();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update events.event set type = 'x'",
        "update events.event set type = type where global_index = 1",
        "update events.event set type = 'x' where false",
        "update everything set type = 'x'",
        "update only events.event set type = 'x'",
        "with changed as (update events.event set type = 'x' returning 1) select * from changed",
        "delete from events.event",
        "delete from events.event where global_index = 1",
        "delete from events.event using behind where behind.number = events.event.global_index",
        "truncate events.event cascade",
        "truncate behind, events.event restart identity",
        """
        insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
          payload_type, payload_revision, payload, meta_data, time_stamp)
        select event_identifier, aggregate_identifier, sequence_number, type, payload_type,
          payload_revision, payload, meta_data, time_stamp from events.event where global_index = 1
        on conflict (event_identifier) do update set type = 'x'
        """,
        """
        merge into events.event using behind on behind.number = events.event.global_index
        when matched then update set type = 'x'
        """,
        """
        merge into events.event using (select 1) as one (number) on number = global_index
        when matched then delete
        """,
        "set session_replication_role = replica; update events.event set type = 'x'",
        "set session_replication_role = replica; delete from events.event",
        "set session_replication_role = replica; truncate events.event cascade",
        "update events.content set size = 3",
        "delete from events.content",
        "truncate events.content",
        """
        insert into events.content (hash, size, content) select hash, size, content
        from events.content on conflict (hash) do update set size = 3
        """,
        "set session_replication_role = replica; update events.content set content = '{}'"
      })
  void no_statement_changes_what_was_appended(String statement) {
    assertThatThrownBy(() -> log.sql.sql(statement).update())
        .hasMessageContaining("is refused: the log is only ever appended to")
        .hasMessageContaining("Say what is true now with a new event.");
  }

  @Test
  void not_even_through_a_parent_table() {
    log.sql.sql("create table rows_only (type text not null)").update();
    log.sql.sql("alter table events.event inherit rows_only").update();
    assertThatThrownBy(() -> log.sql.sql("update rows_only set type = 'x'").update())
        .hasMessageContaining("is refused");
    assertThatThrownBy(() -> log.sql.sql("delete from rows_only").update())
        .hasMessageContaining("is refused");
    assertThatThrownBy(() -> log.sql.sql("truncate rows_only cascade").update())
        .hasMessageContaining("is refused");
  }

  @Test
  void nothing_was_changed() {
    assertThat(
            log.sql
                .sql("select count(*) from events.event where type = 'Version'")
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }
}
