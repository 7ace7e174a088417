package io.botledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.events.VersionRestored;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.EventLog;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.eventstore.EventTables;
import io.botledger.platform.eventstore.TokenSerializer;
import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Generation;
import io.botledger.query.generation.Generations;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Axon's queue knows no upcasters; our serializer does. */
class OlderDeadLettersTest {

  @Test
  void anOlderRevisionComesBackFromTheDeadLettersAsThePresentOne() throws Exception {
    Database database = TestPostgres.freshDatabase();
    EventTables.prepare(database);
    DataSource dataSource = TestPostgres.dataSource(database);
    JdbcClient sql = JdbcClient.create(dataSource);
    Generation generation = Generations.prepare(database, dataSource).live(Projection.VERSION_LIST);
    sql.sql(
            """
            insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
              payload_type, payload_revision, payload, meta_data, time_stamp)
            values ('e', 'v', 2, 'Version', 'VersionRestored', '1',
              '{"chatbotId":"bot","name":"again"}', '{}', now())
            """)
        .update();
    SequencedDeadLetterQueue<EventMessage<?>> queue =
        AxonTables.deadLetters(
            generation,
            dataSource,
            new SpringTransactionManager(new JdbcTransactionManager(dataSource)),
            new TokenSerializer(),
            new EventSerializer());
    try (EventLog log = new EventLog(dataSource, new EventSerializer())) {
      EventMessage<?> event = log.openStream(null).nextAvailable();
      queue.enqueue("bot", new GenericDeadLetter<>("bot", event));
    }
    assertThat(
            sql.sql(
                    """
                    update query.dead_letter_entry set payload_revision = '1',
                      payload = '{"chatbotId":"bot","name":"again"}'
                    where payload_revision = '2'
                    """)
                .update())
        .as("made what an older release would have left")
        .isOne();
    List<Object> payloads = new ArrayList<>();
    queue.deadLetterSequence("bot").forEach(letter -> payloads.add(letter.message().getPayload()));
    assertThat(payloads).containsExactly(new VersionRestored("bot", "again", null));
  }
}
