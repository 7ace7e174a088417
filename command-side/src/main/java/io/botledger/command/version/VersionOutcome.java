package io.botledger.command.version;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.platform.version.VersionSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted command made of the version it was decided on.
 *
 * @param before null if the command created it
 * @param version afterwards, as reads show it a moment later
 */
public record VersionOutcome(
    Accepted decision, @Nullable VersionSnapshot before, VersionSnapshot version) {}
