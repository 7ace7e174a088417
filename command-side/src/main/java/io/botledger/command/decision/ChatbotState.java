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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decisions need to know of a chatbot as a whole. Either loaded with just the facts that one
 * command asks for, or folded from all the chatbot's events: the answers are the same.
 *
 * <p>It changes by {@link #evolve} alone, and belongs to one thread.
 */
public final class ChatbotState {

  /** A version as its siblings know it. */
  public record Known(String name, boolean deleted) {}

  private @Nullable VersionNumber lastNumber;
  private String lastModelId = "";
  private final Map<String, Known> versions = new HashMap<>();
  private final Map<String, Deployment> deployments = new HashMap<>();
  private final Map<Environment, String> running = new EnumMap<>(Environment.class);
  private final Map<Environment, String> newest = new EnumMap<>(Environment.class);

  /** A chatbot that has no version yet. */
  public ChatbotState() {}

  /** Facts that were kept elsewhere: what the version created last had. */
  public void lastCreated(VersionNumber number, String modelId) {
    lastNumber = number;
    lastModelId = modelId;
  }

  /** A fact that was kept elsewhere. */
  public void know(String versionId, Known version) {
    versions.put(versionId, version);
  }

  /** A fact that was kept elsewhere. */
  public void know(Deployment deployment) {
    deployments.put(deployment.id(), deployment);
  }

  /** Facts that were kept elsewhere; the deployments themselves must be made known too. */
  public void know(Environment environment, @Nullable String running, String newest) {
    if (running != null) {
      this.running.put(environment, running);
    }
    this.newest.put(environment, newest);
  }

  /** The number of the version created last; null before the first. */
  public @Nullable VersionNumber lastNumber() {
    return lastNumber;
  }

  /** The model of the version created last; {@code ""} before the first. */
  public String lastModelId() {
    return lastModelId;
  }

  /** Whether a version that is not deleted has the name. */
  public boolean hasName(String name) {
    return versions.values().stream()
        .anyMatch(version -> !version.deleted() && version.name().equals(name));
  }

  /** Whether there is such a version in this chatbot; it must be one that was asked for. */
  public boolean knows(String versionId) {
    return versions.containsKey(versionId);
  }

  /** Whether the version, which must be one that was asked for, is deleted. */
  public boolean isDeleted(String versionId) {
    Known version = versions.get(versionId);
    if (version == null) {
      throw new IllegalStateException("The version " + versionId + " was not loaded.");
    }
    return version.deleted();
  }

  /** What runs in the environment. */
  public Optional<Deployment> running(Environment environment) {
    return Optional.ofNullable(running.get(environment)).map(this::deployment);
  }

  /** The deployment that started last in the environment, whether it runs or has ended. */
  public Optional<Deployment> newest(Environment environment) {
    return Optional.ofNullable(newest.get(environment)).map(this::deployment);
  }

  /** What runs anywhere. */
  public Map<Environment, Deployment> running() {
    Map<Environment, Deployment> all = new LinkedHashMap<>();
    running.forEach((environment, id) -> all.put(environment, deployment(id)));
    return all;
  }

  /**
   * The deployment of that id, which must be one that was asked for.
   *
   * @throws IllegalStateException if it is not known, which is a defect
   */
  public Deployment deployment(String id) {
    Deployment deployment = deployments.get(id);
    if (deployment == null) {
      throw new IllegalStateException("The deployment " + id + " was not loaded.");
    }
    return deployment;
  }

  /** Takes in one more event of the chatbot. */
  public void evolve(String versionId, VersionEvent event) {
    if (event instanceof VersionCreated created) {
      lastCreated(VersionNumber.parse(created.versionNumber()), created.modelId());
      versions.put(versionId, new Known(created.name(), false));
    } else if (event instanceof VersionDeployed deployed) {
      start(deployed, ARollbackSaidTwiceGoesBackTwice.after(deployed, this));
    } else if (event instanceof VersionRolledBack rolledBack) {
      start(rolledBack, ARollbackSaidTwiceGoesBackTwice.after(rolledBack, this));
    } else if (event instanceof VersionUndeployed undeployed) {
      running.remove(undeployed.environment(), undeployed.deploymentId());
    } else if (event instanceof VersionDeleted) {
      versions.computeIfPresent(versionId, (id, known) -> new Known(known.name(), true));
    } else if (event instanceof VersionRestored restored) {
      versions.put(versionId, new Known(restored.name(), false));
    }
  }

  private void start(DeploymentStarted started, @Nullable String goesBackTo) {
    know(
        new Deployment(
            started.deploymentId(), started.environment(), started.components(), goesBackTo));
    know(started.environment(), started.deploymentId(), started.deploymentId());
  }
}
