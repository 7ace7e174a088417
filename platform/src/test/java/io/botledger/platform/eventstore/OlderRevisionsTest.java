package io.botledger.platform.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.events.VersionRestored;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Whoever reads a log reads older revisions as the present ones. */
class OlderRevisionsTest {
  private static final VersionRestored LIFTED = new VersionRestored("a", "n", null);

  private final TestLog log = new TestLog();

  private void insertRevision1() {
    log.sql
        .sql(
            """
            insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
              payload_type, payload_revision, payload, meta_data, time_stamp)
            values ('e', 'v', 0, 'Version', 'VersionRestored', '1', '{"chatbotId":"a","name":"n"}',
              '{}', now())
            """)
        .update();
  }

  private static List<Object> loaded(PostgresEventStorageEngine engine) {
    return engine.readEvents("v").asStream().<Object>map(EventMessage::getPayload).toList();
  }

  @Test
  void aggregatesAndFollowersOfTheLogDo() throws InterruptedException {
    insertRevision1();
    assertThat(loaded(log.engine)).containsExactly(LIFTED);
    try (EventLog events = new EventLog(log.dataSource, log.serializer)) {
      assertThat(events.openStream(null).nextAvailable().getPayload()).isEqualTo(LIFTED);
      assertThat(events.read(List.of(1L)))
          .extracting(event -> (Object) event.getPayload())
          .containsExactly(LIFTED);
    }
  }

  @Test
  void withoutTheUpcasterNobodyCould() throws InterruptedException {
    insertRevision1();
    EventSerializer without = new EventSerializer(NoOpEventUpcaster.INSTANCE);
    PostgresEventStorageEngine engine =
        new PostgresEventStorageEngine(
            log.dataSource,
            new SpringTransactionManager(new JdbcTransactionManager(log.dataSource)),
            log.dataSource,
            without);
    assertThatThrownBy(() -> loaded(engine)).isInstanceOf(SerializationException.class);
    try (EventLog events = new EventLog(log.dataSource, without)) {
      assertThat(events.openStream(null).nextAvailable().getPayload())
          .isInstanceOf(UnreadableEvent.class);
    }
  }
}
