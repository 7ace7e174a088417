package io.botledger.query.rebuild;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something in which a live generation is not what the events say.
 *
 * @param key the row's key: {@code version_id=…, from_position=…}
 * @param column null if the whole row is missing, or is one too many
 * @param live what stands there; null if the row is missing
 * @param expected what the events say; null if there is no such row
 * @param position the event that wrote the row
 */
record Difference(
    String table,
    String key,
    @Nullable String column,
    @Nullable JsonNode live,
    @Nullable JsonNode expected,
    long position) {}
