package io.botledger.command.version;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.platform.version.VersionSnapshot;

/**
 * What an accepted command made of the version it was decided on.
 *
 * @param version afterwards, as reads show it a moment later
 */
public record VersionOutcome(Accepted decision, VersionSnapshot version) {}
