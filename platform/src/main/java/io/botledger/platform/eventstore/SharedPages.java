package io.botledger.platform.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GapAwareTrackingToken;

/**
 * Pages of the log for streams that read side by side. Those that are at the same place, and were
 * woken by the same announcement, get one page, which is read once.
 *
 * <p>That a page was read a little earlier than it is asked for does not matter to {@link
 * GapSafeReader}: what proves that a gap is closed is a snapshot with an old enough transaction in
 * it, whenever it was taken. What was committed before a stream was woken must be in its page;
 * hence the time from which on the page must have been begun.
 */
final class SharedPages implements Pages {

  /** Streams are at few places at a time; a page, with its messages, may have a megabyte. */
  private static final int KEPT = 3;

  private static final class Read {
    final GapAwareTrackingToken token;
    final int size;
    final long begun = System.nanoTime();
    final CompletableFuture<LogPage> page = new CompletableFuture<>();

    Read(GapAwareTrackingToken token, int size) {
      this.token = token;
      this.size = size;
    }

    boolean serves(GapAwareTrackingToken place, int limit, long notBefore) {
      return size == limit
          && begun - notBefore >= 0
          && !page.isCompletedExceptionally()
          && token.getIndex() == place.getIndex()
          && token.getGaps().equals(place.getGaps());
    }
  }

  private final DataSource dataSource;
  private final LogMessages messages;
  private final Deque<Read> reads = new ArrayDeque<>();

  SharedPages(DataSource dataSource, LogMessages messages) {
    this.dataSource = dataSource;
    this.messages = messages;
  }

  @Override
  public LogPage read(GapAwareTrackingToken token, int size, long notBefore) {
    Read own = new Read(token, size);
    Read read = join(own, notBefore);
    if (read == own) {
      try {
        LogPage page = LogPage.read(dataSource, token, size);
        // By one, before all who wait for the page would do it at the same time.
        page.rows().forEach(messages::prepare);
        own.page.complete(page);
      } catch (RuntimeException | Error e) {
        // Nobody may wait for what does not come.
        own.page.completeExceptionally(e);
      }
    }
    try {
      return read.page.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private synchronized Read join(Read own, long notBefore) {
    for (Iterator<Read> newest = reads.descendingIterator(); newest.hasNext(); ) {
      Read read = newest.next();
      if (read.serves(own.token, own.size, notBefore)) {
        return read;
      }
    }
    if (reads.size() == KEPT) {
      reads.removeFirst();
    }
    reads.addLast(own);
    return own;
  }
}
