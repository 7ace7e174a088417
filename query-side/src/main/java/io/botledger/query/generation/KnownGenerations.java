package io.botledger.query.generation;

import io.botledger.platform.progress.Projection;
import java.util.Map;
import java.util.Set;

/**
 * Which generations there are, as of one look at the tables.
 *
 * @param live those that answer
 * @param built those that are built beside them
 * @param joining whose live generation may be another one at any moment
 * @param asked when the look began, by {@link System#nanoTime()}
 */
record KnownGenerations(
    Map<Projection, Generation> live, Set<Generation> built, Set<Projection> joining, long asked) {

  Generation live(Projection projection) {
    Generation generation = live.get(projection);
    if (generation == null) {
      throw new IllegalStateException("Nothing is live of " + projection.text() + ".");
    }
    return generation;
  }
}
