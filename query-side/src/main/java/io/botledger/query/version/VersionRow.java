package io.botledger.query.version;

import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.platform.version.VersionDto;
import io.botledger.platform.version.VersionDto.RunningDeployment;
import io.botledger.platform.web.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row of a table {@code version}.
 *
 * @param contentName the content's member {@code name} as JSON text, if it has one
 * @param running where it runs
 * @param revision the number of the version's newest event
 */
public record VersionRow(
    String id,
    String chatbotId,
    long createdPosition,
    String versionNumber,
    String name,
    String description,
    String modelId,
    Stats stats,
    Instant created,
    String createdBy,
    Environment environment,
    String contentHash,
    @Nullable String contentName,
    @Nullable Instant deployed,
    @Nullable Environment deployedEnvironment,
    Map<Environment, Running> running,
    @Nullable Instant deletedAt,
    long revision) {

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
  private static final List<Environment> FOREMOST_FIRST =
      List.of(Environment.PROD, Environment.TEST, Environment.DEV);

  /**
   * A deployment of the version that runs now.
   *
   * @param whole whether apps and settings come from the version as well
   */
  public record Running(String deploymentId, String since, String by, boolean whole) {}

  /** Reads a row that has {@link #COLUMNS}. */
  public static VersionRow read(ResultSet row) throws SQLException {
    String deployedEnvironment = row.getString("deployed_environment");
    String running = row.getString("running");
    return new VersionRow(
        row.getString("version_id"),
        row.getString("chatbot_id"),
        row.getLong("created_position"),
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
        row.getString("content_name"),
        instant(row, "deployed"),
        deployedEnvironment == null ? null : Environment.of(deployedEnvironment),
        running.equals("{}") ? Map.of() : JSON.readValue(running, RUNNING),
        instant(row, "deleted_at"),
        row.getLong("revision"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** The version as clients see it, without its content. */
  public VersionDto dto() {
    return dto(null);
  }

  /**
   * The version as clients see it.
   *
   * @param content JSON text
   */
  public VersionDto dto(@Nullable String content) {
    List<RunningDeployment> deployments = new ArrayList<>();
    for (Environment place : FOREMOST_FIRST) {
      Running one = running.get(place);
      if (one != null) {
        deployments.add(new RunningDeployment(place, one.deploymentId(), one.since(), one.by()));
      }
    }
    RunningDeployment foremost = deployments.isEmpty() ? null : deployments.get(0);
    return new VersionDto(
        id,
        name,
        Timestamps.format(created),
        deployed == null ? "" : Timestamps.format(deployed),
        modelId,
        versionNumber,
        stats,
        description,
        foremost == null ? environment : foremost.environment(),
        foremost == null ? null : foremost.deploymentId(),
        foremost != null,
        isResettable(),
        createdBy,
        deployments,
        deletedAt == null ? null : Timestamps.format(deletedAt),
        content);
  }

  /**
   * A rollback with nothing excluded goes where it was deployed last, and must change something.
   */
  private boolean isResettable() {
    Running there =
        running.get(deployedEnvironment == null ? Environment.DEV : deployedEnvironment);
    return deletedAt == null && (there == null || !there.whole());
  }

  /** The entity tag: every event of the version changes it. */
  public String entityTag() {
    return "\"" + revision + "\"";
  }
}
