package io.botledger.platform.eventstore;

import io.botledger.events.VersionEvent;
import java.time.Instant;

/**
 * An event as folds take it.
 *
 * @param sequence its number in the version's stream, from 0
 * @param actor the name of who did it; {@code ""} if nobody is named
 * @param event as it is today, whatever revision it was written in
 */
public record PastEvent(
    long position,
    String versionId,
    long sequence,
    Instant time,
    String actor,
    VersionEvent event) {}
