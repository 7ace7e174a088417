package io.botledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An environment went back to a version.
 *
 * @param excluded the components that stayed as they were: {@code apps}, {@code settings}
 * @param restoredDeploymentId the deployment that was gone back to; null if the version had never
 *     run there
 */
public record VersionRolledBack(
    String chatbotId,
    Environment environment,
    String deploymentId,
    Composition components,
    @Nullable String previousDeploymentId,
    List<String> excluded,
    @Nullable String restoredDeploymentId)
    implements VersionEvent, DeploymentStarted {}
