package io.botledger.query.audit;

import io.botledger.platform.web.QueryValues;
import io.botledger.platform.web.Surface;
import io.botledger.platform.web.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for: conditions in SQL, all of which hold, and their values.
 *
 * @param chatbotId the one chatbot that all of them are about; null if they may be about several
 */
record AuditFilter(
    @Nullable String chatbotId, List<String> conditions, Map<String, Object> values) {

  /** The query parameters of an audit, except for {@code chatbotId}. */
  static AuditFilter of(@Nullable String chatbotId, QueryValues query) {
    AuditFilter filter = new AuditFilter(chatbotId, new ArrayList<>(), new LinkedHashMap<>());
    filter.equal("chatbot_id", chatbotId);
    filter.equal("version_id", query.text("versionId"));
    var environment = query.environment("environment");
    filter.equal("environment", environment == null ? null : environment.text());
    filter.equal("actor_name", query.text("actor"));
    filter.equal("action", query.oneOf("action", AuditAction.texts()));
    filter.equal(
        "surface",
        query.oneOf("surface", Arrays.stream(Surface.values()).map(Surface::text).toList()));
    filter.time("time >= ", "from", query.time("from"));
    filter.time("time <= ", "to", query.time("to"));
    filter.text(query.text("text"));
    return filter;
  }

  private void equal(String column, @Nullable String value) {
    if (value != null) {
      conditions.add(column + " = :" + column);
      values.put(column, value);
    }
  }

  private void time(String comparison, String name, @Nullable Instant value) {
    if (value != null) {
      conditions.add(comparison + ":" + name + "::timestamptz");
      values.put(name, Timestamps.format(value));
    }
  }

  /**
   * Any part of the sentence or the reason, in whatever case. It costs a look at each entry that
   * the other filters leave, from the newest back, until the page is full.
   */
  private void text(@Nullable String value) {
    if (value != null) {
      conditions.add(
          "(strpos(lower(summary), lower(:text)) > 0 or strpos(lower(reason), lower(:text)) > 0)");
      values.put("text", value);
    }
  }
}
