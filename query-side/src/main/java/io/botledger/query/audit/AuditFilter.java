package io.botledger.query.audit;

import io.botledger.events.Environment;
import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.Surface;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for, as conditions that all must hold.
 *
 * @param ascending oldest first
 * @param chatbotId the only chatbot that is asked for; null for all
 */
record AuditFilter(
    boolean ascending, @Nullable String chatbotId, List<String> conditions, List<Object> values) {

  /** Reads the parameters that all audit answers know; {@code chatbotId} comes from the path. */
  static AuditFilter of(QueryValues query, @Nullable String chatbotId) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    Environment environment = query.environment("environment");
    add(conditions, values, "chatbot_id = ?", chatbotId);
    add(conditions, values, "version_id = ?", query.text("versionId"));
    add(conditions, values, "environment = ?", environment == null ? null : environment.text());
    add(conditions, values, "actor_name = ?", query.text("actor"));
    add(conditions, values, "action = ?", query.oneOf("action", AuditAction.texts()));
    add(conditions, values, "surface = ?", query.oneOf("surface", surfaces()));
    add(conditions, values, "time >= ?", moment(query.time("from")));
    add(conditions, values, "time <= ?", moment(query.time("to")));
    String text = query.text("text");
    add(
        conditions,
        values,
        "(summary || ' ' || coalesce(reason, '')) ilike ?",
        text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%");
    boolean ascending = "asc".equals(query.oneOf("order", List.of("asc", "desc")));
    return new AuditFilter(ascending, chatbotId, conditions, values);
  }

  private static void add(
      List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  private static @Nullable OffsetDateTime moment(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static List<String> surfaces() {
    return Arrays.stream(Surface.values()).map(Surface::text).toList();
  }
}
