package io.botledger.query.projection;

import io.botledger.platform.database.RoundTrip;
import java.util.List;

/**
 * What a projection makes of events: it loads the rows that they are about, folds the events in
 * memory, and writes what came of it. What is written depends on the events alone: no clock, no
 * serial number, so that every generation of a projection has the same rows.
 */
public interface Projector {

  /**
   * Begins a batch by having loaded what its events need: a handful of statements, however many
   * events there are.
   *
   * @param reads the fold can be used once they are done
   * @param events in the order of their positions
   * @param givenUp events that are missing on purpose, as far as they are known once the reads are
   *     done
   */
  Fold begin(RoundTrip reads, List<Recorded> events, GivenUp givenUp);
}
