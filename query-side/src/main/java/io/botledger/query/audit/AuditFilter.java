package io.botledger.query.audit;

import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.Surface;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for.
 *
 * @param chatbotId the one chatbot that all of them are about; null if they may be about several
 * @param conditions in SQL; all of them hold
 * @param values those of the conditions, in their order
 * @param from null: from the first one on
 * @param to included; null: to the last one
 * @param text what a client typed; null: whatever they say
 */
record AuditFilter(
    @Nullable String chatbotId,
    List<String> conditions,
    List<Object> values,
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime to,
    @Nullable String text) {

  /** The query parameters of an audit, except for {@code chatbotId}. */
  static AuditFilter of(@Nullable String chatbotId, QueryValues query) {
    Instant from = query.time("from");
    Instant to = query.time("to");
    String text = query.text("text");
    AuditFilter filter =
        new AuditFilter(
            chatbotId,
            new ArrayList<>(),
            new ArrayList<>(),
            // Entries have milliseconds: one just before the time asked for is not from it on.
            from == null ? null : milliseconds(from.plusNanos(999_999)),
            to == null ? null : milliseconds(to),
            text == null || text.isBlank() ? null : text);
    var environment = query.environment("environment");
    filter.condition("chatbot_id = ?", chatbotId);
    filter.condition("version_id = ?", query.text("versionId"));
    filter.condition("environment = ?", environment == null ? null : environment.text());
    filter.condition("actor_name = ?", query.text("actor"));
    filter.condition("action = ?", query.oneOf("action", AuditAction.texts()));
    filter.condition(
        "surface = ?",
        query.oneOf("surface", Arrays.stream(Surface.values()).map(Surface::text).toList()));
    filter.condition("time >= ?", filter.from);
    filter.condition("time <= ?", filter.to);
    return filter;
  }

  private static OffsetDateTime milliseconds(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private void condition(String sql, @Nullable Object value) {
    if (value != null) {
      conditions.add(sql);
      values.add(value);
    }
  }
}
