package io.botledger.query.stream;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What all streams of a topic in this process share: its newest changes, looked up once for all.
 * Each stream reads on from where it is; one that is behind the newest changes reads the log.
 */
final class Feed {
  private static final int KEPT = 16;

  /** What a stream that has got to a position is told next. */
  sealed interface Next permits Told, Nothing, Behind {}

  /** This change. */
  record Told(Change change) implements Next {}

  /**
   * Nothing.
   *
   * @param position how far it has got by that
   */
  record Nothing(long position) implements Next {}

  /** What comes next is not kept any more. */
  record Behind() implements Next {}

  private final String topic;
  private final Set<OpenStream> streams = ConcurrentHashMap.newKeySet();
  private final Deque<Change> newest = new ArrayDeque<>();
  private long keptBehind;
  private long told;

  /**
   * @param position whatever is behind it is going to be added
   */
  Feed(String topic, long position) {
    this.topic = topic;
    this.keptBehind = position;
    this.told = position;
  }

  String topic() {
    return topic;
  }

  Collection<OpenStream> streams() {
    return streams;
  }

  /** Up to where all changes were added. */
  synchronized long told() {
    return told;
  }

  /**
   * Adds what is behind {@link #told()}.
   *
   * @param behind where the page begins; one that begins later was read for a feed before this one
   */
  synchronized void add(long behind, Source.Page page) {
    if (behind > told) {
      return;
    }
    for (Change change : page.changes()) {
      if (change.position() > told) {
        newest.add(change);
      }
      if (newest.size() > KEPT) {
        keptBehind = newest.remove().position();
      }
    }
    told = Math.max(told, page.last());
  }

  /** The first change behind a position. */
  synchronized Next after(long position) {
    if (position < keptBehind) {
      return new Behind();
    }
    Change next = null;
    Iterator<Change> backwards = newest.descendingIterator();
    while (backwards.hasNext()) {
      Change change = backwards.next();
      if (change.position() <= position) {
        break;
      }
      next = change;
    }
    return orNothing(next, position);
  }

  private Next orNothing(@Nullable Change next, long position) {
    return next == null ? new Nothing(Math.max(position, told)) : new Told(next);
  }
}
