package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventTablesTest {

  private final TestLog log = new TestLog();

  @Test
  void a_log_of_known_events_starts_again() {
    log.append("a", 1);
    assertThatCode(() -> EventTables.prepare(log.database)).doesNotThrowAnyException();
  }

  @Test
  void a_log_with_an_unknown_event_does_not_start_and_says_why() {
    log.append("a", 1);
    for (String values : new String[] {"'VersionForgotten', '1'", "'VersionDeleted', '7'"}) {
      log.sql
          .sql(
              """
              insert into events.event (event_identifier, aggregate_identifier, sequence_number,
                type, payload_type, payload_revision, payload, meta_data, time_stamp)
              values (gen_random_uuid()::text, gen_random_uuid()::text, 0, 'Version', %s,
                '{"chatbotId":"a"}', '{}', now())
              """
                  .formatted(values))
          .update();
    }
    assertThatThrownBy(() -> EventTables.prepare(log.database))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("VersionForgotten, revision 1 (first at position 2)")
        .hasMessageContaining("VersionDeleted, revision 7 (first at position 3)");
  }
}
