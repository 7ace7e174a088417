package io.botledger.command.decision;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.Environment;
import io.botledger.events.VersionCreated;
import io.botledger.events.VersionDeleted;
import io.botledger.events.VersionDeployed;
import io.botledger.events.VersionEvent;
import io.botledger.events.VersionRestored;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What decisions need to know of one version: the fold of its stream.
 *
 * @param created the first event
 * @param name the name it has now
 * @param newestDeployments per environment the newest deployment in which this version ran
 * @param deployedLast the environment of the newest of all; null before the first
 */
public record VersionState(
    String versionId,
    VersionCreated created,
    String name,
    boolean deleted,
    Map<Environment, String> newestDeployments,
    @Nullable Environment deployedLast) {

  public VersionState {
    newestDeployments = Map.copyOf(newestDeployments);
  }

  /** The state after the first event of a stream. */
  public static VersionState of(String versionId, VersionCreated created) {
    return new VersionState(versionId, created, created.name(), false, Map.of(), null);
  }

  /**
   * The state after one more event.
   *
   * @param before null before the first event
   * @throws IllegalStateException if a stream does not begin with its creation
   */
  public static VersionState evolve(
      @Nullable VersionState before, String versionId, VersionEvent event) {
    if (event instanceof VersionCreated created) {
      return of(versionId, created);
    }
    if (before == null) {
      throw new IllegalStateException("The stream " + versionId + " has no beginning.");
    }
    return before.evolve(event);
  }

  /** The state after one more event of the stream. */
  public VersionState evolve(VersionEvent event) {
    if (event instanceof VersionCreated) {
      throw new IllegalStateException("The version " + versionId + " is created twice.");
    } else if (event instanceof VersionDeployed deployed) {
      return runs(deployed);
    } else if (event instanceof VersionRolledBack rolledBack) {
      return runs(rolledBack);
    } else if (event instanceof VersionUndeployed) {
      return this;
    } else if (event instanceof VersionDeleted) {
      return new VersionState(versionId, created, name, true, newestDeployments, deployedLast);
    } else if (event instanceof VersionRestored restored) {
      return new VersionState(
          versionId, created, restored.name(), false, newestDeployments, deployedLast);
    }
    throw new IllegalStateException("Unknown event: " + event.getClass().getSimpleName());
  }

  public String chatbotId() {
    return created.chatbotId();
  }

  private VersionState runs(DeploymentStarted started) {
    Map<Environment, String> newest = new EnumMap<>(Environment.class);
    newest.putAll(newestDeployments);
    newest.put(started.environment(), started.deploymentId());
    return new VersionState(versionId, created, name, deleted, newest, started.environment());
  }
}
