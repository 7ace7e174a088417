package io.botledger.query.audit;

import io.botledger.events.Composition;
import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionRolledBack;
import io.botledger.events.VersionUndeployed;
import java.util.ArrayList;
import java.util.List;

/**
 * Patterns of the sentences for people, for PostgreSQL's {@code format}: 1 the actor, 2 the
 * version's number, 3 its name, 4 the environment, 5 and 6 the numbers of the versions that apps
 * and settings come from, 7 the name that the version had before.
 */
final class Sentence {
  static final String CREATED = "%1$s created version %2$s \"%3$s\".";
  static final String DELETED = "%1$s deleted version %2$s \"%3$s\".";
  static final String RESTORED = "%1$s restored version %2$s \"%3$s\".";
  static final String RESTORED_AS = "%1$s restored version %2$s \"%7$s\" as \"%3$s\".";

  private Sentence() {}

  static String started(DeploymentStarted deployment) {
    String start =
        deployment instanceof VersionRolledBack
            ? "%1$s rolled %4$s back to version %2$s \"%3$s\""
            : "%1$s deployed version %2$s \"%3$s\" to %4$s";
    return start + others(deployment.components()) + ".";
  }

  private static String others(Composition components) {
    List<String> others = new ArrayList<>();
    if (!components.apps().equals(components.conversation())) {
      others.add("the apps of version %5$s");
    }
    if (!components.settings().equals(components.conversation())) {
      others.add("the settings of version %6$s");
    }
    return others.isEmpty() ? "" : ", with " + String.join(" and ", others);
  }

  static String ended(VersionUndeployed undeployed) {
    return undeployed.replacedBy() == null
        ? "%1$s took version %2$s \"%3$s\" out of %4$s."
        : "%1$s replaced version %2$s \"%3$s\" in %4$s.";
  }
}
