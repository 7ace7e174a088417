package io.botledger.query.versionlist;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.web.Timestamps;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.Column;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.TemporalTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code chatbot}: an overview of each chatbot, which every event of it changes. */
final class ChatbotTable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Place>> PLACES = new TypeReference<>() {};

  /** What runs in an environment. */
  record Place(String deploymentId, String versionId, String since) {}

  /**
   * @param versions how many it has that are not deleted
   * @param environments what runs where, by environment
   */
  record Overview(
      String chatbotId, long versions, Instant lastChange, Map<String, Place> environments) {

    static Overview after(@Nullable Overview before, Recorded recorded) {
      VersionEvent event = recorded.versionEvent();
      Map<String, Place> environments = new TreeMap<>();
      if (before != null) {
        environments.putAll(before.environments());
      }
      if (event instanceof VersionUndeployed ended) {
        environments.remove(ended.environment().text());
      } else if (event instanceof DeploymentStarted started) {
        environments.put(
            started.environment().text(),
            new Place(
                started.deploymentId(), started.components().conversation(), recorded.timeText()));
      }
      return new Overview(
          event.chatbotId(),
          (before == null ? 0 : before.versions()) + difference(event),
          recorded.time(),
          environments);
    }

    private static long difference(VersionEvent event) {
      if (event instanceof VersionCreated || event instanceof VersionRestored) {
        return 1;
      }
      return event instanceof VersionDeleted ? -1 : 0;
    }
  }

  private ChatbotTable() {}

  static TemporalTable<Overview> of(Generation generation) {
    return new TemporalTable<>(
        generation,
        "chatbot",
        "chatbot_id",
        "chatbot_id, versions, last_change, environments::text as environments",
        ChatbotTable::read,
        List.of(
            new Column<>("chatbot_id", "text", Overview::chatbotId),
            new Column<>("versions", "bigint", Overview::versions),
            new Column<>("last_change", "timestamptz", row -> Timestamps.format(row.lastChange())),
            new Column<>(
                "environments", "jsonb", row -> JSON.writeValueAsString(row.environments()))));
  }

  private static Overview read(ResultSet row) throws SQLException {
    return new Overview(
        row.getString("chatbot_id"),
        row.getLong("versions"),
        row.getObject("last_change", OffsetDateTime.class).toInstant(),
        JSON.readValue(row.getString("environments"), PLACES));
  }
}
