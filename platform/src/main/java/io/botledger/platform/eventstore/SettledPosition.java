package io.botledger.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The newest position below which nothing can appear any more. Answers about several chatbots in
 * the order of positions end there: who goes on behind it misses nothing.
 *
 * <p>Why that is known is said in {@link GapSafeReader}; what is kept of it here is less. At most
 * one <em>mark</em> is kept, the newest visible position of one statement and the transaction id
 * that was the next one then: once all transactions below that id are over, everything up to the
 * mark is settled, with whatever gaps. Beyond what is settled, positions that follow one another
 * without a gap are settled at once, whoever is writing.
 *
 * <p>An answer is one short statement, whatever the log's length, and a few more where appends are
 * under way: who has just written something and was told so expects to see it. Only where no mark
 * was set before, and somebody is writing, the log is looked at from its start, through an index.
 *
 * <p>One object for each pool; safe for use by several threads.
 */
public final class SettledPosition {
  private static final int CHUNK = 10_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final long PAUSE = Duration.ofMillis(5).toNanos();

  /** No transaction id is as high. */
  private static final long NEVER = Long.MAX_VALUE;

  // Lazily evaluated from the inside out: while nobody writes, the log is not looked at but for its
  // newest position.
  static final String LOOK =
      """
      with seen as materialized (
        select pg_snapshot_xmin(s)::text::bigint as finished_below,
          pg_snapshot_xmax(s)::text::bigint + age(pg_snapshot_xmax(s)::xid) as next_transaction,
          (select coalesce(max(global_index), 0) from events.event) as head
        from pg_current_snapshot() as s
      ), start as materialized (
        select *, case when finished_below >= next_transaction then head
                       when finished_below >= :bound then greatest(:marked, :floor)
                       else :floor end as position
        from seen
      )
      select finished_below, next_transaction, head, position as start,
        case when position = head then head else coalesce((
          select max(near.global_index) from (
            select global_index, row_number() over (order by global_index) as number from (
              select global_index from events.event where global_index > position
              order by global_index limit :chunk) as nearest) as near
          where near.global_index = position + near.number), position) end as settled
      from start
      """;

  /**
   * What is known.
   *
   * @param floor settled
   * @param marked settled once all transactions with an id below the bound are over
   */
  private record Known(long floor, long marked, long bound) {}

  private record Look(
      long finishedBelow, long nextTransaction, long head, long start, long settled) {

    static Look read(ResultSet row, int number) throws SQLException {
      return new Look(
          row.getLong("finished_below"),
          row.getLong("next_transaction"),
          row.getLong("head"),
          row.getLong("start"),
          row.getLong("settled"));
    }

    /** Whether there may be more that follows without a gap. */
    boolean isCut() {
      return settled < head && settled == start + CHUNK;
    }
  }

  private final JdbcClient database;
  private final long patience;
  private Known known = new Known(0, 0, NEVER);

  /**
   * @param dataSource connections in auto-commit mode to the primary
   */
  public SettledPosition(DataSource dataSource) {
    this(dataSource, PATIENCE);
  }

  SettledPosition(DataSource dataSource, Duration patience) {
    this.database = JdbcClient.create(dataSource);
    this.patience = patience.toNanos();
  }

  /**
   * The position; 0 if nothing is settled yet. It never goes back. All that is visible now is at or
   * below it, unless an append that is under way now takes longer than half a second.
   */
  public long newest() {
    long begin = System.nanoTime();
    Look first = look(CHUNK);
    Look last = first;
    while (floor() < first.head() && (last.isCut() || System.nanoTime() - begin < patience)) {
      if (!last.isCut()) {
        LockSupport.parkNanos(PAUSE);
      }
      last = look(CHUNK);
    }
    return floor();
  }

  /** Sets a mark, so that a later answer needs not look far. */
  public void mark() {
    look(0);
  }

  private long floor() {
    return known().floor();
  }

  private Look look(int chunk) {
    Known before = known();
    Look look =
        database
            .sql(LOOK)
            .param("bound", before.bound())
            .param("marked", before.marked())
            .param("floor", before.floor())
            .param("chunk", chunk)
            .query(Look::read)
            .single();
    learn(look);
    return look;
  }

  private synchronized Known known() {
    return known;
  }

  /** Whatever several threads learn in whichever order is true. */
  private synchronized void learn(Look look) {
    boolean passed = look.finishedBelow() >= known.bound();
    long floor = Math.max(look.settled(), Math.max(known.floor(), passed ? known.marked() : 0));
    if (passed || known.bound() == NEVER || known.marked() <= floor) {
      known =
          look.head() > floor
              ? new Known(floor, look.head(), look.nextTransaction())
              : new Known(floor, 0, NEVER);
    } else {
      known = new Known(floor, known.marked(), known.bound());
    }
  }
}
