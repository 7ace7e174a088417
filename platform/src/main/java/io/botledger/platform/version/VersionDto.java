package io.botledger.platform.version;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version as clients of {@code /v1} see it: ChatCaptain's {@code VersionDto} and the members that
 * we add. Times are RFC 3339 in UTC with milliseconds; members that are null are left out.
 *
 * @param deployed time of the version's newest deployment, {@code ""} before the first
 * @param environment where it runs now (prod before test before dev), else the one it was created
 *     for
 * @param deploymentId the running deployment in {@code environment}
 * @param resettable whether a rollback to it, with nothing excluded and no environment named, would
 *     be accepted now
 * @param content the JSON text as it was sent; in single reads only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionDto(
    String id,
    String name,
    String created,
    String deployed,
    String modelId,
    String versionNumber,
    Stats stats,
    String description,
    Environment environment,
    @Nullable String deploymentId,
    boolean hasActiveDeployment,
    boolean resettable,
    String createdBy,
    List<RunningDeployment> deployments,
    @Nullable String deletedAt,
    @JsonRawValue @Nullable String content) {

  /** A deployment in which the version runs now. */
  public record RunningDeployment(
      Environment environment, String deploymentId, String since, String by) {}
}
