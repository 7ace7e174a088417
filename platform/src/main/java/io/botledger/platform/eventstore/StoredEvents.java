package io.botledger.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;

/** How a row of the log is read, by whichever statement. */
final class StoredEvents {

  /** Axon's names of the columns. */
  static final EventSchema SCHEMA =
      EventSchema.builder()
          .eventTable("events.event")
          .globalIndexColumn("global_index")
          .eventIdentifierColumn("event_identifier")
          .aggregateIdentifierColumn("aggregate_identifier")
          .sequenceNumberColumn("sequence_number")
          .typeColumn("type")
          .payloadTypeColumn("payload_type")
          .payloadRevisionColumn("payload_revision")
          .payloadColumn("payload")
          .metaDataColumn("meta_data")
          .timestampColumn("time_stamp")
          .build();

  /** What {@link #read} needs, and the position. */
  static final String COLUMNS =
      """
      global_index, event_identifier, aggregate_identifier, sequence_number, type, \
      payload_type, payload_revision, payload, meta_data, time_stamp""";

  private StoredEvents() {}

  static StoredEvent read(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getString("type"),
        row.getString("aggregate_identifier"),
        row.getLong("sequence_number"),
        row.getString("event_identifier"),
        row.getObject("time_stamp", OffsetDateTime.class).toInstant(),
        row.getString("payload_type"),
        row.getString("payload_revision"),
        row.getString("payload"),
        row.getString("meta_data"));
  }
}
