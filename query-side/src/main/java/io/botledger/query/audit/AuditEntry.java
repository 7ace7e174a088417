package io.botledger.query.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.platform.web.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Who did what.
 *
 * @param chatbotId null, as versionId and versionNumber are, if it is about an API key
 * @param change RFC 6902, as JSON text
 * @param summary a sentence for people
 */
record AuditEntry(
    long position,
    String time,
    Actor actor,
    String action,
    @Nullable String chatbotId,
    @Nullable String versionId,
    @Nullable String versionNumber,
    @Nullable String environment,
    @Nullable String reason,
    String surface,
    @JsonRawValue String change,
    String summary) {

  record Actor(String name, String kind) {}

  /** What {@link #read} needs. */
  static final String COLUMNS =
      """
      position, time, actor_name, actor_kind, action, chatbot_id, version_id, version_number,
      environment, reason, surface, change::text as change, summary""";

  static AuditEntry read(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("position"),
        Timestamps.format(row.getObject("time", OffsetDateTime.class).toInstant()),
        new Actor(row.getString("actor_name"), row.getString("actor_kind")),
        row.getString("action"),
        row.getString("chatbot_id"),
        row.getString("version_id"),
        row.getString("version_number"),
        row.getString("environment"),
        row.getString("reason"),
        row.getString("surface"),
        row.getString("change"),
        row.getString("summary"));
  }
}
