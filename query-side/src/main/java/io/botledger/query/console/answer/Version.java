package io.botledger.query.console.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version, without its content. */
public record Version(
    String id,
    String name,
    String created,
    String deployed,
    String modelId,
    String versionNumber,
    Map<String, Long> stats,
    String description,
    String environment,
    boolean hasActiveDeployment,
    boolean resettable,
    String createdBy,
    List<Running> deployments,
    @Nullable String deletedAt) {

  public record Running(String environment, String deploymentId, String since, String by) {}

  /** What it has any of. */
  public List<Map.Entry<String, Long>> parts() {
    return stats.entrySet().stream().filter(part -> part.getValue() > 0).toList();
  }

  /** {@code GET …/versions}. */
  public record Page(List<Version> versions) {}

  /** {@code GET …/versions/{versionId}}. */
  public record One(Version version) {}
}
