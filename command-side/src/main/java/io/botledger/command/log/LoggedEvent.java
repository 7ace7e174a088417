package io.botledger.command.log;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.platform.web.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * An event as clients see it.
 *
 * @param versionId the stream that it belongs to
 * @param sequence its number in that stream, from 0
 * @param payload JSON, exactly as it is stored
 * @param metadata JSON, exactly as it is stored
 */
record LoggedEvent(
    long position,
    String type,
    String revision,
    String versionId,
    long sequence,
    String timestamp,
    @JsonRawValue String payload,
    @JsonRawValue String metadata) {

  static final String COLUMNS =
      """
      global_index, payload_type, payload_revision, aggregate_identifier, sequence_number,
      time_stamp, payload::text, meta_data::text""";

  static LoggedEvent read(ResultSet row, int number) throws SQLException {
    return new LoggedEvent(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        Timestamps.format(row.getObject(6, OffsetDateTime.class).toInstant()),
        row.getString(7),
        row.getString(8));
  }
}
