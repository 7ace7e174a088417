package io.botledger.query.deadletter;

import io.botledger.platform.web.Timestamps;
import io.botledger.query.projection.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be applied.
 *
 * @param id its position, as text
 * @param cause why it could not be applied; null if it was not tried, since another event of the
 *     chatbot stands before it
 * @param since when it was queued
 * @param lastTried null if it was not tried
 * @param waiting how many events of the chatbot wait behind it
 */
record DeadLetter(
    String id,
    long position,
    String chatbotId,
    String versionId,
    String type,
    @Nullable Cause cause,
    String since,
    @Nullable String lastTried,
    long waiting) {

  static DeadLetter read(ResultSet row) throws SQLException {
    String cause = row.getString("cause_type");
    OffsetDateTime lastTried = row.getObject("last_tried", OffsetDateTime.class);
    return new DeadLetter(
        row.getString("position"),
        row.getLong("position"),
        row.getString("chatbot_id"),
        row.getString("aggregate_identifier"),
        row.getString("payload_type"),
        cause == null ? null : new Cause(cause, row.getString("cause_message")),
        Timestamps.format(row.getObject("since", OffsetDateTime.class).toInstant()),
        lastTried == null ? null : Timestamps.format(lastTried.toInstant()),
        row.getLong("waiting"));
  }
}
