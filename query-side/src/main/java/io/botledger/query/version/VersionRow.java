package io.botledger.query.version;

import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.platform.version.VersionSnapshot;
import io.botledger.platform.version.VersionSnapshot.Running;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row of a table {@code version}.
 *
 * @param contentName the content's member {@code name} as JSON text, if it has one
 */
public record VersionRow(
    VersionSnapshot version, long createdPosition, @Nullable String contentName) {

  /** What {@link #read} needs; the table goes by the name {@code version}. */
  public static final String COLUMNS =
      """
      version.version_id, version.chatbot_id, version.created_position, version.version_number,
      version.name, version.description, version.model_id, version.steps, version.events,
      version.intents, version.entities, version.flows, version.triggers, version.created,
      version.created_by, version.environment, version.content_hash,
      version.content_name::text as content_name, version.deployed, version.deployed_environment,
      version.running::text as running, version.deleted_at, version.revision""";

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<Environment, Running>> RUNNING = new TypeReference<>() {};

  /** Reads a row that has {@link #COLUMNS}. */
  public static VersionRow read(ResultSet row) throws SQLException {
    String deployedEnvironment = row.getString("deployed_environment");
    String running = row.getString("running");
    VersionSnapshot version =
        new VersionSnapshot(
            row.getString("version_id"),
            row.getString("chatbot_id"),
            row.getString("version_number"),
            row.getString("name"),
            row.getString("description"),
            row.getString("model_id"),
            new Stats(
                row.getLong("steps"),
                row.getLong("events"),
                row.getLong("intents"),
                row.getLong("entities"),
                row.getLong("flows"),
                row.getLong("triggers")),
            row.getObject("created", OffsetDateTime.class).toInstant(),
            row.getString("created_by"),
            Environment.of(row.getString("environment")),
            row.getString("content_hash"),
            instant(row, "deployed"),
            deployedEnvironment == null ? null : Environment.of(deployedEnvironment),
            running.equals("{}") ? Map.of() : JSON.readValue(running, RUNNING),
            instant(row, "deleted_at"),
            row.getLong("revision"));
    return new VersionRow(version, row.getLong("created_position"), row.getString("content_name"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
