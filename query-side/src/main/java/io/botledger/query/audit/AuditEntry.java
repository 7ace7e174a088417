package io.botledger.query.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.platform.web.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit history.
 *
 * @param change RFC 6902, on a document of the chatbot's versions and environments
 * @param summary a sentence for people
 */
record AuditEntry(
    long position,
    String time,
    Actor actor,
    String action,
    String chatbotId,
    String versionId,
    String versionNumber,
    @Nullable String environment,
    @Nullable String reason,
    String surface,
    @JsonRawValue String change,
    String summary) {

  static final String COLUMNS =
      """
      position, time, actor_name, actor_kind, action, chatbot_id, version_id, version_number,
      environment, reason, surface, change, summary""";

  /** Who did it. */
  record Actor(String name, String kind) {}

  static AuditEntry read(ResultSet row, int number) throws SQLException {
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

  /** The values of {@link AuditFormat#CSV}'s columns. */
  @JsonIgnore
  Object[] cells() {
    return new Object[] {
      position,
      time,
      actor.name(),
      actor.kind(),
      action,
      chatbotId,
      versionId,
      versionNumber,
      environment,
      reason,
      surface,
      change,
      summary
    };
  }
}
