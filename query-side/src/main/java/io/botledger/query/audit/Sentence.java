package io.botledger.query.audit;

import io.botledger.events.ApiKeyCreated;
import io.botledger.events.ApiKeyRevoked;
import io.botledger.events.Composition;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Sentences for people. */
final class Sentence {
  private Sentence() {}

  static String created(String actor, AuditedVersion version) {
    return actor + " created " + version.shown() + ".";
  }

  static String deleted(String actor, AuditedVersion version) {
    return actor + " deleted " + version.shown() + ".";
  }

  static String restored(String actor, AuditedVersion before, AuditedVersion version) {
    String as = before.name().equals(version.name()) ? "" : " as \"" + version.name() + "\"";
    return actor + " restored " + before.shown() + as + ".";
  }

  static String created(String actor, String keyId, ApiKeyCreated key) {
    String grants =
        key.grants().stream()
            .map(grant -> grant.permission() + " on " + grant.resource())
            .collect(Collectors.joining(", "));
    return "%s created %s, until %s, for %s."
        .formatted(actor, shown(keyId, key.name()), key.expires(), grants);
  }

  static String revoked(String actor, String keyId, ApiKeyRevoked key) {
    return actor + " revoked " + shown(keyId, key.name()) + ".";
  }

  private static String shown(String keyId, String name) {
    return "the API key " + keyId + " \"" + name + "\"";
  }

  /**
   * @param numberOf the version number of a version's id
   */
  static String started(
      String actor,
      AuditedVersion version,
      DeploymentStarted deployment,
      UnaryOperator<String> numberOf) {
    String environment = deployment.environment().text();
    String start =
        deployment instanceof VersionRolledBack
            ? actor + " rolled " + environment + " back to " + version.shown()
            : actor + " deployed " + version.shown() + " to " + environment;
    return start + others(deployment.components(), numberOf) + ".";
  }

  private static String others(Composition components, UnaryOperator<String> numberOf) {
    List<String> others = new ArrayList<>();
    if (!components.apps().equals(components.conversation())) {
      others.add("the apps of version " + numberOf.apply(components.apps()));
    }
    if (!components.settings().equals(components.conversation())) {
      others.add("the settings of version " + numberOf.apply(components.settings()));
    }
    return others.isEmpty() ? "" : ", with " + String.join(" and ", others);
  }

  static String ended(String actor, AuditedVersion version, VersionUndeployed undeployed) {
    String environment = undeployed.environment().text();
    return undeployed.replacedBy() == null
        ? actor + " took " + version.shown() + " out of " + environment + "."
        : actor + " replaced " + version.shown() + " in " + environment + ".";
  }
}
