package io.botledger.query.projection;

import io.botledger.platform.database.RoundTrip;

/** What a batch of events makes of a projection's rows: first in memory, then in the tables. */
public interface Fold {

  /**
   * Whether the event was applied before this batch. The log hands out some events again after a
   * restart (see {@link io.botledger.platform.eventstore.EventLog}).
   */
  boolean hasApplied(Recorded event);

  /**
   * Applies an event in memory, wholly or, if it throws, not at all.
   *
   * @throws DoesNotFit if it contradicts what is known; any other exception counts as the same
   */
  void on(Recorded event);

  /** Has all that was applied written: a handful of statements, however many events there were. */
  void write(RoundTrip writes);
}
