package io.botledger.platform.version;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.Environment;
import io.botledger.events.Stats;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.version.VersionDto.RunningDeployment;
import io.botledger.platform.web.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version as it was after one of its events: the fold of its stream, for all who show versions.
 *
 * @param createdBy the name of the actor
 * @param environment what it was created for
 * @param deployed time of its newest deployment; null before the first
 * @param deployedEnvironment where that was
 * @param running where it runs
 * @param deletedAt null unless it is deleted
 * @param revision the number of the event in the version's stream, from 0
 */
public record VersionSnapshot(
    String id,
    String chatbotId,
    String versionNumber,
    String name,
    String description,
    String modelId,
    Stats stats,
    Instant created,
    String createdBy,
    Environment environment,
    String contentHash,
    @Nullable Instant deployed,
    @Nullable Environment deployedEnvironment,
    Map<Environment, Running> running,
    @Nullable Instant deletedAt,
    long revision) {

  private static final List<Environment> FOREMOST_FIRST =
      List.of(Environment.PROD, Environment.TEST, Environment.DEV);

  /**
   * A deployment in which the version runs.
   *
   * @param since RFC 3339
   * @param whole whether apps and settings come from the version as well
   */
  public record Running(String deploymentId, String since, String by, boolean whole) {}

  public VersionSnapshot {
    running = Map.copyOf(running);
  }

  /** After its first event. */
  public static VersionSnapshot created(
      String versionId, VersionCreated event, Instant time, String actor) {
    return new VersionSnapshot(
        versionId,
        event.chatbotId(),
        event.versionNumber(),
        event.name(),
        event.description(),
        event.modelId(),
        event.stats(),
        time,
        actor,
        event.environment(),
        event.contentHash(),
        null,
        null,
        Map.of(),
        null,
        0);
  }

  /**
   * After one more of its events, be it the first.
   *
   * @param before null before the first
   * @throws IllegalArgumentException if nothing follows from such an event
   */
  public static VersionSnapshot evolve(
      @Nullable VersionSnapshot before,
      String versionId,
      VersionEvent event,
      long sequence,
      Instant time,
      String actor) {
    if (before != null) {
      return before.after(event, sequence, time, actor);
    } else if (event instanceof VersionCreated created) {
      return created(versionId, created, time, actor);
    }
    throw new IllegalArgumentException("The stream " + versionId + " has no beginning.");
  }

  /**
   * After one more of its events. Whether the event follows the last one is the caller's to check.
   *
   * @param sequence the event's number in the version's stream
   * @throws IllegalArgumentException if nothing follows from such an event
   */
  public VersionSnapshot after(VersionEvent event, long sequence, Instant time, String actor) {
    if (event instanceof DeploymentStarted started) {
      return with(
          name, time, started.environment(), runs(started, time, actor), deletedAt, sequence);
    } else if (event instanceof VersionUndeployed ended) {
      Map<Environment, Running> left = runningCopy();
      left.remove(ended.environment());
      return with(name, deployed, deployedEnvironment, left, deletedAt, sequence);
    } else if (event instanceof VersionDeleted) {
      return with(name, deployed, deployedEnvironment, running, time, sequence);
    } else if (event instanceof VersionRestored restored) {
      return with(restored.name(), deployed, deployedEnvironment, running, null, sequence);
    }
    throw new IllegalArgumentException(
        event.getClass().getSimpleName() + " does not follow other events of a version.");
  }

  private VersionSnapshot with(
      String name,
      @Nullable Instant deployed,
      @Nullable Environment deployedEnvironment,
      Map<Environment, Running> running,
      @Nullable Instant deletedAt,
      long revision) {
    return new VersionSnapshot(
        id,
        chatbotId,
        versionNumber,
        name,
        description,
        modelId,
        stats,
        created,
        createdBy,
        environment,
        contentHash,
        deployed,
        deployedEnvironment,
        running,
        deletedAt,
        revision);
  }

  private Map<Environment, Running> runs(DeploymentStarted started, Instant time, String actor) {
    String conversation = started.components().conversation();
    boolean whole =
        started.components().apps().equals(conversation)
            && started.components().settings().equals(conversation);
    Map<Environment, Running> now = runningCopy();
    now.put(
        started.environment(),
        new Running(started.deploymentId(), Timestamps.format(time), actor, whole));
    return now;
  }

  private Map<Environment, Running> runningCopy() {
    Map<Environment, Running> copy = new EnumMap<>(Environment.class);
    copy.putAll(running);
    return copy;
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
