package io.botledger.platform.apikey;

import io.botledger.platform.apikey.StoredKey.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys that open something, as they stand beside the log. */
final class StoredKeys {
  private static final String FIND =
      """
      select key.secret_hash, created.payload_type, created.payload_revision, created.payload::text
        from events.api_key as key
        join events.event as created
          on created.aggregate_identifier = key.key_id and created.sequence_number = 0
       where key.key_id = ? and key.secret_hash is not null
      """;

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
                StoredKey.of(
                    new Row(row.getBytes(1), row.getString(2), row.getString(3), row.getString(4))))
        .optional();
  }

  /** Those of the keys that still open something. */
  Set<String> living(Collection<String> selectors) {
    return Set.copyOf(
        database
            .sql(
                "select key_id from events.api_key where key_id = any (?) and secret_hash is not null")
            .param(selectors.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /** Notes that a key was used, unless it is noted of the minute before. */
  void used(String selector, Instant at) {
    database
        .sql("select events.note_use_of_api_key(?, ?)")
        .params(selector, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .query((row, number) -> selector)
        .list();
  }
}
