package io.botledger.query.console.chatbot;

import io.botledger.query.console.answer.Ledger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollback of an environment leads, by the rule that decides it: a rollback goes on from
 * the deployment that it restored, so that one said twice goes back twice.
 *
 * <p>The ledger tells what a rollback composed, but not which deployment it restored. Mostly one
 * alone can have been meant; where that is open, and where the ledger lacks a deployment, so is the
 * target.
 */
final class WayBack {

  /**
   * Where it leads.
   *
   * @param isKnown false: the API alone knows it
   * @param entry the deployment whose composition would run again; null: there is none before
   */
  record Target(boolean isKnown, Ledger.@Nullable Entry entry) {
    static final Target UNKNOWN = new Target(false, null);
    static final Target NOTHING = new Target(true, null);

    static Target to(Ledger.Entry entry) {
      return new Target(true, entry);
    }

    /** Whether there is certainly nothing to go back to. */
    public boolean isNothing() {
      return isKnown && entry == null;
    }
  }

  private final Map<String, Target> targets = new HashMap<>();
  private final Map<String, Ledger.Entry> newestOfVersion = new HashMap<>();
  private final boolean isWhole;
  private Ledger.@Nullable Entry newest;

  /**
   * That of one environment.
   *
   * @param ledger its deployments alone, oldest first
   */
  WayBack(List<Ledger.Entry> ledger) {
    isWhole = ledger.isEmpty() || ledger.get(0).previousDeploymentId() == null;
    for (Ledger.Entry entry : ledger) {
      targets.put(entry.deploymentId(), after(entry));
      newestOfVersion.put(entry.versionId(), entry);
      newest = entry;
    }
  }

  /** Where it leads while that deployment runs. */
  Target from(String deploymentId) {
    return targets.getOrDefault(deploymentId, Target.UNKNOWN);
  }

  /** Where it leads while nothing runs: to what ran last. */
  Target fromNothing() {
    return newest == null ? Target.NOTHING : Target.to(newest);
  }

  private Target after(Ledger.Entry started) {
    if (newest == null) {
      return isWhole ? Target.NOTHING : Target.UNKNOWN;
    } else if (!newest.deploymentId().equals(started.previousDeploymentId())) {
      return Target.UNKNOWN;
    } else if (newest.components().equals(started.components())) {
      return from(newest.deploymentId());
    }
    return started.isRollback() ? afterRollback(started, newest) : Target.to(newest);
  }

  /** Either the environment was sent back, or the version was named. */
  private Target afterRollback(Ledger.Entry started, Ledger.Entry before) {
    Ledger.Entry named = newestOfVersion.get(started.versionId());
    Target ofVersion = named == null ? Target.to(before) : from(named.deploymentId());
    Target sentBack = from(before.deploymentId());
    if ((named == null && !isWhole) || !sentBack.isKnown()) {
      return Target.UNKNOWN;
    }
    Ledger.Entry restored = sentBack.entry();
    if (restored == null || !restored.components().equals(started.components())) {
      return ofVersion;
    }
    Target ofEnvironment = from(restored.deploymentId());
    return Objects.equals(ofEnvironment, ofVersion) ? ofVersion : Target.UNKNOWN;
  }
}
