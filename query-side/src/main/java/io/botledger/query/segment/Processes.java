package io.botledger.query.segment;

import java.lang.management.ManagementFactory;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The processes that live, this one among them: each renews its row again and again, and one that
 * was not renewed for {@link ClaimPace#alive()} does not count.
 *
 * <p>Who lives decides only which process a segment belongs to. Nothing is taken from a process
 * because its row is old: it has its segments as long as it renews its claims.
 */
public final class Processes {

  /** The ids of those that live, for SQL; its parameter is the {@link #alive}. */
  public static final String LIVING =
      "select id from query.process where seen > clock_timestamp() - ? * interval '1 millisecond'";

  private static final String RENEW =
      """
      insert into query.process (id, seen) values (?, clock_timestamp())
      on conflict (id) do update set seen = excluded.seen
      returning array(%s) as living
      """
          .formatted(LIVING);

  /** Those that ended without a word. One that only stood still so long comes again. */
  private static final String FORGET =
      "delete from query.process where seen < clock_timestamp() - interval '1 hour'";

  private final JdbcClient database;
  private final ClaimPace pace;
  private final String id;
  private boolean joined;

  public Processes(DataSource dataSource, ClaimPace pace) {
    this.database = JdbcClient.create(dataSource);
    this.pace = pace;
    // The runtime's name (process id and host) alone may be that of another container.
    this.id = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
  }

  /** This process; no other one ever has the same. */
  public String id() {
    return id;
  }

  public ClaimPace pace() {
    return pace;
  }

  /** Milliseconds after which a process that was not heard of does not live. */
  public long alive() {
    return pace.alive().toMillis();
  }

  /** From now on segments may belong to this process, so that others give them away. */
  public synchronized void join() {
    database.sql(FORGET).update();
    joined = true;
    look();
  }

  /** Says that this process lives, if it has joined, and sees which others do. */
  public synchronized Shares look() {
    return shares(
        joined
            ? database.sql(RENEW).params(id, alive()).query(Processes::living).single()
            : database.sql(LIVING).param(alive()).query(String.class).list());
  }

  /** Segments do not belong to this process any more; the others need not find out. */
  public synchronized void leave() {
    joined = false;
    database.sql("delete from query.process where id = ?").param(id).update();
  }

  /** What belongs to whom, as this process sees it. */
  Shares shares(Collection<String> living) {
    TreeSet<String> all = new TreeSet<>(living);
    all.add(id);
    return new Shares(all);
  }

  /** The column {@code living}. */
  static List<String> living(ResultSet row, int number) throws SQLException {
    Array ids = row.getArray("living");
    return List.of((String[]) ids.getArray());
  }
}
