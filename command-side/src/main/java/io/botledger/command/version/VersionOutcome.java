package io.botledger.command.version;

import io.botledger.command.decision.Decision.Accepted;
import io.botledger.command.decision.VersionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted command made of the version it was decided on.
 *
 * @param version afterwards
 * @param revision sequence number of the newest event of its stream
 * @param deployedAt start of its newest deployment; null before the first
 */
public record VersionOutcome(
    Accepted decision,
    VersionState version,
    long revision,
    Instant createdAt,
    String createdBy,
    @Nullable Instant deployedAt) {}
