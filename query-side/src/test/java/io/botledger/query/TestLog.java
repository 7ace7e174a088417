package io.botledger.query;

import io.botledger.events.ApiKeyCreated;
import io.botledger.events.ApiKeyEvent;
import io.botledger.events.ApiKeyRevoked;
import io.botledger.events.LedgerEvent;
import io.botledger.platform.TestPostgres;
import io.botledger.platform.database.Database;
import io.botledger.platform.eventstore.Contents;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.eventstore.EventTables;
import io.botledger.platform.eventstore.PostgresEventStorageEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The log as a command side would write it: through the real event store. */
public final class TestLog {
  static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

  private final DataSource dataSource;
  private final TransactionManager transactions;
  private final PostgresEventStorageEngine engine;
  private final Contents contents;
  private final JdbcClient sql;
  private long commands;

  /** What one command appends, to which version. */
  record Fact(String versionId, LedgerEvent event) {}

  TestLog(Database database) {
    EventTables.prepare(database);
    this.dataSource = TestPostgres.pool(database);
    this.transactions = new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    this.engine =
        new PostgresEventStorageEngine(dataSource, transactions, dataSource, new EventSerializer());
    this.contents = new Contents(dataSource);
    this.sql = JdbcClient.create(dataSource);
  }

  Story chatbot(String chatbotId) {
    return new Story(this, chatbotId);
  }

  JdbcClient sql() {
    return sql;
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** The newest position. */
  long head() {
    return sql.sql("select coalesce(max(global_index), 0) from events.event")
        .query(Long.class)
        .single();
  }

  /** The newest position of a chatbot. */
  long head(String chatbotId) {
    return sql.sql("select coalesce(max(global_index), 0) from events.event where chatbot_id = ?")
        .param(chatbotId)
        .query(Long.class)
        .single();
  }

  private long nextSequence(String versionId) {
    return sql.sql(
            """
            select coalesce(max(sequence_number), -1) + 1 from events.event
            where aggregate_identifier = ?
            """)
        .param(versionId)
        .query(Long.class)
        .single();
  }

  String store(String content) {
    String hash = Contents.hash(content);
    contents.store(hash, content.length(), content);
    return hash;
  }

  void createsKey(String keyId, String name) {
    ApiKeyCreated.Grant grant = new ApiKeyCreated.Grant("chatbots.versions.list", "chatbots/*");
    append(
        "zoe",
        null,
        List.of(
            new Fact(
                keyId,
                new ApiKeyCreated(
                    ApiKeyEvent.CHATBOT_ID, name, List.of(grant), "2027-02-19T09:30:00.000Z"))));
  }

  void revokesKey(String keyId, String name) {
    append(
        "zoe", "leaked", List.of(new Fact(keyId, new ApiKeyRevoked(ApiKeyEvent.CHATBOT_ID, name))));
  }

  /** Inserts a row that no command side of ours has written. */
  void insert(String versionId, long sequence, String type, String payload, String metaData) {
    sql.sql(
            """
            insert into events.event (event_identifier, aggregate_identifier, sequence_number, type,
              payload_type, payload_revision, payload, meta_data, time_stamp)
            values (?, ?, ?, 'Version', ?, '1', ?::json, ?::json, now())
            """)
        .params(
            java.util.UUID.randomUUID().toString(), versionId, sequence, type, payload, metaData)
        .update();
  }

  /** Appends the facts of one command, with one time, and says what time that is. */
  synchronized Instant append(String actor, @Nullable String reason, List<Fact> facts) {
    Instant time = START.plusSeconds(++commands);
    Map<String, Object> metaData = new HashMap<>();
    metaData.put("actor", Map.of("name", actor, "kind", "key"));
    metaData.put("reason", reason);
    metaData.put("surface", "v1");
    List<EventMessage<?>> events = new ArrayList<>();
    Map<String, Long> sequences = new HashMap<>();
    for (Fact fact : facts) {
      Long before = sequences.get(fact.versionId());
      long sequence = before == null ? nextSequence(fact.versionId()) : before + 1;
      sequences.put(fact.versionId(), sequence);
      events.add(
          new GenericDomainEventMessage<>(
              "Version",
              fact.versionId(),
              sequence,
              fact.event(),
              MetaData.from(metaData),
              java.util.UUID.randomUUID().toString(),
              time));
    }
    transactions.executeInTransaction(() -> engine.appendEvents(events));
    return time;
  }
}
