package io.botledger.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.common.Assert;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log page by page, in the order of positions, and skips no event that is ever committed.
 *
 * <p>Positions are taken before the commit, so that a lower one can become visible after a higher
 * one. A position that is missing below one that was seen is a <em>gap</em>, and stands in the
 * token until its event comes or until it is proven that none can come. Neither time nor distance
 * proves that. This does:
 *
 * <ol>
 *   <li>Whoever appends has its transaction id before it takes a position (a statement trigger of
 *       the table sees to it), and positions are handed out in ascending order, one at a time (an
 *       identity column with a cache of one).
 *   <li>Let a statement with snapshot <i>S</i> see position <i>m</i> and miss <i>g &lt; m</i>, and
 *       let <i>T</i> be the transaction that was given <i>g</i>. Then <i>T</i> took <i>g</i> before
 *       <i>m</i> was taken, so before <i>m</i> was committed, so before <i>S</i>; and had its id
 *       even earlier. The same statement reads, after <i>S</i> was taken, the next transaction id
 *       that PostgreSQL is going to assign, <i>b</i>. So <i>T</i>'s id is below <i>b</i>.
 *   <li>Let a statement with snapshot <i>R</i> (the same one or a later one) have {@code
 *       pg_snapshot_xmin(R) >= b}. Every transaction with an id below that is over, and <i>R</i>
 *       sees what it has committed. So <i>T</i> is over; if <i>R</i> misses <i>g</i>, then <i>T</i>
 *       was rolled back, and no other transaction is ever given <i>g</i>.
 * </ol>
 *
 * <p><i>b</i> must not be {@code pg_snapshot_xmax(S)}: that is one past the highest id that was
 * <em>completed</em>, and <i>T</i> may run with an id at or above it (two transactions suffice: the
 * one with the lower id takes the higher position and commits first). It is that plus PostgreSQL's
 * {@code age} of it, which counts up to the present transaction counter. A gap in a token that was
 * stored gets its <i>b</i> from the first statement that sees it again; that is later, so greater.
 *
 * <p>A token holds so many gaps at most. Where more positions are missing (an imported chatbot may
 * have had one event among millions), the reader stays in front of them until it is proven that
 * none of them can come, and passes them at once.
 *
 * <p>A page is cut at its limit: what lies behind the last position of a full page was not looked
 * at, and no gap there is judged. Reads need the primary (a standby learns of a transaction only by
 * what it wrote).
 *
 * <p>Tokens name exactly the positions below them that were not read; gaps that are closed are none
 * of these. Axon's own steps from token to token leave a mark below which tokens are not compared
 * ({@code gapTruncationIndex}); none is handed out here. With one, a token passes for one without
 * the events below it, of a segment that was behind or is claimed from elsewhere, and these events
 * are then never handled.
 *
 * <p>Not safe for use by several threads at once.
 */
final class GapSafeReader {

  /** As many gaps as a token may have; each costs 64 bytes. */
  static final int MOST_GAPS = 1_000;

  /** Before the first event; every position from 1 up is yet to be seen. */
  static final GapAwareTrackingToken TAIL = GapAwareTrackingToken.newInstance(0, List.of());

  /**
   * An event, and where a reader is that has handled it.
   *
   * @param where makes the token; with gaps, one for each event of a page would be large
   */
  record Positioned(Row row, Supplier<GapAwareTrackingToken> where) {
    GapAwareTrackingToken token() {
      return where.get();
    }

    long position() {
      return row.position();
    }

    String chatbotId() {
      return row.chatbotId();
    }

    TrackedDomainEventData<String> data() {
      return new TrackedDomainEventData<>(token(), row.event());
    }
  }

  /**
   * An event, and where it stands.
   *
   * @param known the message that it was read as, once that was done
   */
  record Row(
      long position, String chatbotId, StoredEvent event, AtomicReference<Message<Object>> known) {

    /** What {@link #read} needs. */
    static final String COLUMNS = StoredEvents.COLUMNS + ", chatbot_id";

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getLong("global_index"),
          row.getString("chatbot_id"),
          StoredEvents.read(row),
          new AtomicReference<>());
    }

    Positioned at(GapAwareTrackingToken token) {
      return new Positioned(this, () -> token);
    }

    /** The event as a message: of all who share the row's page, the first one has it read. */
    Message<Object> message(Function<Row, Message<Object>> reading) {
      Message<Object> message = known.get();
      if (message == null) {
        message = reading.apply(this);
        known.set(message);
      }
      return message;
    }
  }

  private final DataSource dataSource;
  private final int pageSize;
  private GapAwareTrackingToken token;
  private boolean full;
  private LogHead seen = LogHead.NONE;

  /** For each gap of the token, an id that its transaction's is below. */
  private final Map<Long, Long> bounds = new HashMap<>();

  GapSafeReader(DataSource dataSource, GapAwareTrackingToken start, int pageSize) {
    this.dataSource = dataSource;
    this.token = start;
    this.pageSize = pageSize;
  }

  /** Where reading starts for a token that was stored; null is the tail. */
  static GapAwareTrackingToken startingAt(@Nullable TrackingToken stored) {
    TrackingToken start = WrappedToken.unwrapLowerBound(stored);
    if (start == null) {
      return TAIL;
    }
    Assert.isTrue(
        start instanceof GapAwareTrackingToken,
        () -> "The log is not read by a " + start.getClass().getSimpleName());
    return (GapAwareTrackingToken) start;
  }

  /** Where the reader is. */
  GapAwareTrackingToken token() {
    return token;
  }

  /** Whether the last page was cut at its limit, so that there may be more at once. */
  boolean hasMore() {
    return full;
  }

  /**
   * The next page; empty if nothing new is visible.
   *
   * @throws EventStoreException if the database fails; the next call goes on from the same place
   */
  List<Positioned> read() {
    return read(LogPage.read(dataSource, token, pageSize), pageSize);
  }

  /** The same, of pages of another size that come from elsewhere. */
  List<Positioned> read(Pages pages, int size, long notBefore) {
    return read(pages.read(token, size, notBefore), size);
  }

  private List<Positioned> read(LogPage page, int size) {
    full = page.rows().size() == size;
    Set<Long> visible = new HashSet<>();
    page.rows().forEach(row -> visible.add(row.position()));
    long lookedAt = full ? page.rows().get(size - 1).position() : Long.MAX_VALUE;
    token.getGaps().forEach(gap -> bounds.putIfAbsent(gap, page.nextTransaction()));
    LongPredicate closed =
        gap ->
            gap <= lookedAt
                && !visible.contains(gap)
                && bounds.getOrDefault(gap, Long.MAX_VALUE) <= page.finishedBelow();

    Way way = new Way(without(closed));
    List<Positioned> events = new ArrayList<>(page.rows().size());
    for (Row row : page.rows()) {
      long missing = row.position() - way.index() - 1;
      if (missing > 0 && bound(row, page) <= page.finishedBelow()) {
        way.leap(row.position());
      } else if (missing + way.gaps() > MOST_GAPS) {
        stayBefore(row, events.isEmpty());
        break;
      } else {
        LongStream.range(way.index() + 1, row.position())
            .forEach(gap -> bounds.put(gap, page.nextTransaction()));
        way.step(row.position());
      }
      int steps = events.size() + 1;
      events.add(new Positioned(row, () -> way.after(steps)));
    }
    token = way.end();
    bounds.keySet().retainAll(token.getGaps());
    return events;
  }

  /** What the transactions of all that is missing directly before the row are below. */
  private long bound(Row row, LogPage page) {
    return row.position() <= seen.position() ? seen.nextTransaction() : page.nextTransaction();
  }

  /**
   * Does not pass what is missing before the row yet.
   *
   * @param nothingRead whether the reader was here already; else it comes back at once, since what
   *     it has read must not be lost if the next statement fails
   */
  private void stayBefore(Row row, boolean nothingRead) {
    full = !nothingRead;
    if (nothingRead && row.position() > seen.position()) {
      // One look for all that is there now, so that there is one wait for all of it.
      seen = LogHead.read(dataSource);
    }
  }

  private GapAwareTrackingToken without(LongPredicate closed) {
    if (token.getGaps().stream().noneMatch(closed::test)) {
      return token;
    }
    return GapAwareTrackingToken.newInstance(
        token.getIndex(), token.getGaps().stream().filter(closed.negate()::test).toList());
  }
}
