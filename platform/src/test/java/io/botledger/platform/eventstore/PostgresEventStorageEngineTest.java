package io.botledger.platform.eventstore;

import static io.botledger.platform.eventstore.TestLog.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.events.Composition;
import io.botledger.events.Environment;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.StatementCount;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class PostgresEventStorageEngineTest {

  private static final TestLog log = new TestLog();

  private final String stream = UUID.randomUUID().toString();

  @Test
  void what_was_appended_is_read_back_in_the_stream_and_in_the_log() {
    VersionDeployed deployed =
        new VersionDeployed("bot", Environment.PROD, "d-1", Composition.of(stream), null);
    Map<String, Object> metaData =
        Map.of("actor", Map.of("name", "Ann", "kind", "user"), "surface", "v1");
    Instant time = Instant.parse("2026-11-21T05:45:59.999999Z");
    DomainEventMessage<?> event =
        new GenericDomainEventMessage<>(
            "Version",
            stream,
            0,
            new GenericEventMessage<>("id-" + stream, deployed, metaData, time),
            () -> time);

    long position = log.append(event).get(0);

    List<? extends DomainEventMessage<?>> read = log.engine.readEvents(stream).asStream().toList();
    assertThat(read).hasSize(1);
    assertThat(read.get(0).getPayload()).isEqualTo(deployed);
    assertThat(read.get(0).getMetaData()).isEqualTo(MetaData.from(metaData));
    assertThat(read.get(0).getIdentifier()).isEqualTo("id-" + stream);
    assertThat(read.get(0).getType()).isEqualTo("Version");
    assertThat(read.get(0).getTimestamp()).isEqualTo(Instant.parse("2026-11-21T05:45:59.999Z"));
    assertThat(
            log.sql
                .sql(
                    """
                    select payload_type, payload_revision, payload::text as payload, chatbot_id,
                      meta_data -> 'actor' ->> 'name' as actor,
                      to_char(time_stamp at time zone 'UTC', 'HH24:MI:SS.US') as time
                    from events.event where global_index = ?
                    """)
                .param(position)
                .query()
                .singleRow())
        .isEqualTo(
            Map.of(
                "payload_type", "VersionDeployed",
                "payload_revision", "1",
                "payload",
                    """
                    {"chatbotId":"bot","environment":"prod","deploymentId":"d-1",\
                    "components":{"apps":"%1$s","settings":"%1$s","conversation":"%1$s"},\
                    "previousDeploymentId":null}"""
                        .formatted(stream),
                "chatbot_id", "bot",
                "actor", "Ann",
                "time", "05:45:59.999000"));
  }

  @Test
  void the_positions_of_an_append_are_those_of_its_events_in_order() {
    DomainEventMessage<?> first = event("chatbot");
    DomainEventMessage<?> second = event("chatbot");
    DomainEventMessage<?> third = event("chatbot");
    List<Long> positions = log.append(first, second, third);
    assertThat(positions).hasSize(3).isSorted().doesNotHaveDuplicates();
    assertThat(
            log.sql
                .sql(
                    "select event_identifier from events.event where global_index between ? and ?"
                        + " order by global_index")
                .params(positions.get(0), positions.get(2))
                .query(String.class)
                .list())
        .containsExactly(first.getIdentifier(), second.getIdentifier(), third.getIdentifier());
  }

  @Test
  void a_stream_that_exists_cannot_be_created() {
    log.append(event(stream, 0, new VersionDeleted("a")));
    assertThatThrownBy(() -> log.append(event(stream, 0, new VersionDeleted("secret"))))
        .isInstanceOf(AggregateStreamCreationException.class)
        .satisfies(PostgresEventStorageEngineTest::tellsNothingOfThePayload);
  }

  @Test
  void a_stream_that_went_on_is_a_conflict_also_beside_a_new_one() {
    log.append(event(stream, 0, new VersionDeleted("a")));
    log.append(event(stream, 1, new VersionRestored("a", "n", "m")));
    assertThatThrownBy(
            () -> log.append(event("secret"), event(stream, 1, new VersionDeleted("secret"))))
        .isInstanceOf(ConcurrencyException.class)
        .satisfies(PostgresEventStorageEngineTest::tellsNothingOfThePayload);
  }

  @Test
  void any_other_failure_is_none_and_tells_nothing_of_the_payload() {
    DomainEventMessage<?> event = event("a");
    log.append(event);
    assertThatThrownBy(
            () ->
                log.append(
                    new GenericDomainEventMessage<>(
                        "Version",
                        stream,
                        0,
                        new VersionDeleted("secret"),
                        MetaData.emptyInstance(),
                        event.getIdentifier(),
                        Instant.now())))
        .isInstanceOf(EventStoreException.class)
        .satisfies(PostgresEventStorageEngineTest::tellsNothingOfThePayload);
    // PostgreSQL quotes the whole row in the detail of this one.
    assertThatThrownBy(
            () -> log.append(event(stream, 0, new VersionRestored(nothing(), "secret", null))))
        .isInstanceOf(EventStoreException.class)
        .satisfies(PostgresEventStorageEngineTest::tellsNothingOfThePayload);
  }

  private static void tellsNothingOfThePayload(Throwable thrown) {
    assertThat(thrown).hasStackTraceContaining("Caused by: java.sql.SQLException");
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain("secret").doesNotContain("insert into");
  }

  @SuppressWarnings("NullAway")
  private static String nothing() {
    return null;
  }

  @Test
  void a_load_is_one_query() {
    log.append(
        event(stream, 0, new VersionDeleted("a")),
        event(stream, 1, new VersionRestored("a", "n", "m")));
    StatementCount statements = new StatementCount(log.dataSource);
    EmbeddedEventStore store =
        EmbeddedEventStore.builder().storageEngine(log.engine(statements.dataSource())).build();
    assertThat(store.readEvents(stream).asStream()).hasSize(2);
    assertThat(statements.all()).hasSize(1);
    store.shutDown();
  }

  @Test
  void an_append_is_one_statement() {
    StatementCount statements = new StatementCount(log.dataSource);
    log.engine(statements.dataSource())
        .appendEvents(
            List.of(
                event(stream, 0, new VersionDeleted("a")),
                event(stream, 1, new VersionUndeployed("a", Environment.DEV, "d", null))));
    assertThat(statements.all()).hasSize(1);
  }

  @Test
  void the_store_opens_tracked_streams_of_its_own_over_the_same_reader() {
    TestLog own = new TestLog();
    own.append("a", 3);
    assertThat(own.engine.readEvents(own.engine.createTailToken(), false)).hasSize(3);
    assertThat(own.engine.readEvents(null, false)).hasSize(3);
  }

  @Test
  void a_snapshot_is_read_with_the_events_behind_it_however_many_they_are() {
    log.append(
        IntStream.range(0, 2 * StreamsAhead.MOST + 10)
            .mapToObj(sequence -> event(stream, sequence, new VersionDeleted("a")))
            .toArray(DomainEventMessage<?>[]::new));
    log.sql
        .sql("insert into events.snapshot values (?, 4, ?, '{\"a\":1}')")
        .params(stream, Snapshot.REVISION)
        .update();
    StatementCount statements = new StatementCount(log.dataSource);
    EmbeddedEventStore store =
        EmbeddedEventStore.builder().storageEngine(log.engine(statements.dataSource())).build();
    UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(event("a"));
    try {
      List<? extends DomainEventMessage<?>> read = store.readEvents(stream).asStream().toList();
      assertThat(read.get(0).getPayload()).isEqualTo(new Snapshot(stream, 4, "{\"a\":1}"));
      assertThat(read)
          .extracting(DomainEventMessage::getSequenceNumber)
          .containsExactlyElementsOf(
              LongStream.range(4, 2 * StreamsAhead.MOST + 10).boxed().toList());
      assertThat(statements.all()).hasSize(3);
    } finally {
      unitOfWork.rollback();
      store.shutDown();
    }
  }

  @Test
  void snapshots_of_axons_own_are_not_kept() {
    DomainEventMessage<?> snapshot = event("a");
    log.engine.storeSnapshot(snapshot);
    assertThat(log.engine.readSnapshot(snapshot.getAggregateIdentifier())).isEmpty();
  }

  @Test
  void the_newest_sequence_number_of_a_stream_is_known() {
    log.append(event(stream, 0, new VersionDeleted("a")));
    assertThat(log.engine.lastSequenceNumberFor(stream)).contains(0L);
    assertThat(log.engine.lastSequenceNumberFor("nobody")).isEmpty();
  }
}
