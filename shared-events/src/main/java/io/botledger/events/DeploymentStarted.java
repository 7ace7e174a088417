package io.botledger.events;

import org.jspecify.annotations.Nullable;

/** What deploying and rolling back have in common: a deployment starts and runs a composition. */
public interface DeploymentStarted {
  String chatbotId();

  Environment environment();

  String deploymentId();

  Composition components();

  /** The newest deployment that the environment had before this one, running or ended. */
  @Nullable String previousDeploymentId();
}
