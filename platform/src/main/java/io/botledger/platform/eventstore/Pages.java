package io.botledger.platform.eventstore;

import org.axonframework.eventhandling.GapAwareTrackingToken;

/** Where readers of the log get their pages from. */
interface Pages {

  /**
   * The page behind a token.
   *
   * @param size how many events it has at most
   * @param notBefore by {@link System#nanoTime()}: what was committed until then is in it
   * @throws org.axonframework.eventsourcing.eventstore.EventStoreException if the database fails
   */
  LogPage read(GapAwareTrackingToken token, int size, long notBefore);
}
