package io.botledger.platform.apikey;

import io.botledger.events.ApiKeyCreated;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.grant.Grant;
import io.botledger.platform.grant.Grants;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that open something, as they stand beside the log. What a key may do is what the event
 * of its creation says.
 */
final class StoredKeys {

  /** What a key is compared with, and what its bearer may do. */
  record StoredKey(byte[] hash, String name, Grants grants, Instant expires) {}

  private static final String FIND =
      """
      select key.secret_hash, created.payload_type, created.payload_revision, created.payload::text
        from events.api_key as key
        join events.event as created
          on created.aggregate_identifier = key.key_id and created.sequence_number = 0
       where key.key_id = ? and key.secret_hash is not null
      """;

  private final EventSerializer serializer = new EventSerializer();
  private final JdbcClient database;

  StoredKeys(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** The key, unless it never was here or was revoked. */
  Optional<StoredKey> find(String selector) {
    return database
        .sql(FIND)
        .param(selector)
        .query(
            (row, number) ->
                stored(row.getBytes(1), row.getString(2), row.getString(3), row.getString(4)))
        .optional();
  }

  /** Notes that a key was used, unless it is noted of the minute before. */
  void used(String selector, Instant at) {
    database
        .sql("select events.note_use_of_api_key(?, ?)")
        .params(selector, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .query((row, number) -> selector)
        .list();
  }

  private StoredKey stored(byte[] hash, String type, String revision, String payload) {
    ApiKeyCreated created =
        Objects.requireNonNull(
            serializer.deserialize(
                new SimpleSerializedObject<>(payload, String.class, type, revision)));
    Grants grants =
        new Grants(
            created.grants().stream()
                // What a later release may grant, this one cannot: it is denied.
                .flatMap(grant -> Grant.of(grant.permission(), grant.resource()).stream())
                .toList());
    return new StoredKey(hash, created.name(), grants, Instant.parse(created.expires()));
  }
}
