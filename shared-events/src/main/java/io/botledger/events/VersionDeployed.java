package io.botledger.events;

import org.jspecify.annotations.Nullable;

/** A version was deployed: all three components come from it. */
public record VersionDeployed(
    String chatbotId,
    Environment environment,
    String deploymentId,
    Composition components,
    @Nullable String previousDeploymentId)
    implements VersionEvent, DeploymentStarted {}
