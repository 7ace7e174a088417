package io.botledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A deployment of a version ended.
 *
 * @param deploymentId the deployment that ended
 * @param replacedBy the deployment that follows at once; null when nothing follows
 */
public record VersionUndeployed(
    String chatbotId, Environment environment, String deploymentId, @Nullable String replacedBy)
    implements VersionEvent {}
