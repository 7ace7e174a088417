package io.botledger.command.apikey;

import io.botledger.events.ApiKeyCreated;
import io.botledger.events.ApiKeyEvent;
import io.botledger.platform.eventstore.EventSerializer;
import io.botledger.platform.web.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys, as their events and what stands beside these tell. */
final class KnownKeys {
  private static final String KEYS =
      """
      select created.global_index, created.aggregate_identifier, created.payload_type,
             created.payload_revision, created.payload::text, created.time_stamp,
             created.meta_data -> 'actor' ->> 'name', revoked.time_stamp,
             revoked.meta_data -> 'actor' ->> 'name', key.key_id is not null, key.last_used
        from events.event as created
        left join events.event as revoked
          on revoked.aggregate_identifier = created.aggregate_identifier
         and revoked.sequence_number = 1
        left join events.api_key as key on key.key_id = created.aggregate_identifier
       where created.chatbot_id = ? and created.sequence_number = 0
      """;

  /** A key, and where it stands in the log. */
  record Entry(long position, ApiKeyDto key) {}

  private final EventSerializer serializer = new EventSerializer();
  private final JdbcClient database;

  KnownKeys(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** The newest ones before a position. */
  List<Entry> before(long position, int limit) {
    return database
        .sql(KEYS + " and created.global_index < ? order by created.global_index desc limit ?")
        .params(ApiKeyEvent.CHATBOT_ID, position, limit)
        .query(this::entry)
        .list();
  }

  Optional<ApiKeyDto> find(String keyId) {
    return database
        .sql(KEYS + " and created.aggregate_identifier = ?")
        .params(ApiKeyEvent.CHATBOT_ID, keyId)
        .query(this::entry)
        .optional()
        .map(Entry::key);
  }

  private Entry entry(ResultSet row, int number) throws SQLException {
    ApiKeyCreated created =
        Objects.requireNonNull(
            serializer.deserialize(
                new SimpleSerializedObject<>(
                    row.getString(5), String.class, row.getString(3), row.getString(4))));
    String revoked = time(row, 8);
    return new Entry(
        row.getLong(1),
        new ApiKeyDto(
            row.getString(2),
            created.name(),
            created.grants(),
            String.valueOf(time(row, 6)),
            row.getString(7),
            created.expires(),
            state(revoked, row.getBoolean(10), Instant.parse(created.expires())),
            time(row, 11),
            revoked,
            row.getString(9)));
  }

  private static String state(@Nullable String revoked, boolean isOurs, Instant expires) {
    if (revoked != null) {
      return "revoked";
    }
    if (!isOurs) {
      return "imported";
    }
    return Instant.now().isBefore(expires) ? "active" : "expired";
  }

  private static @Nullable String time(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : Timestamps.format(time.toInstant());
  }
}
