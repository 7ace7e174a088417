package io.botledger.command.apikey;

import io.botledger.events.ApiKeyCreated.Grant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as clients see it. Nobody ever sees its secret again.
 *
 * @param lastUsed to the minute, some seconds late; null if never
 * @param state {@code active}, {@code expired}, {@code revoked}, or {@code imported}: it came in a
 *     capsule, and opens nothing here
 */
record ApiKeyDto(
    String id,
    String name,
    List<Grant> grants,
    String created,
    String createdBy,
    String expires,
    String state,
    @Nullable String lastUsed,
    @Nullable String revoked,
    @Nullable String revokedBy) {}
