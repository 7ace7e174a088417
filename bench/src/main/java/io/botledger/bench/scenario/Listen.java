package io.botledger.bench.scenario;

import io.botledger.bench.load.Arrivals;
import io.botledger.bench.load.Load;
import io.botledger.bench.system.Postgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;
import org.postgresql.PGConnection;

/** What PostgreSQL alone takes until one connection sees what another one has committed. */
interface Listen extends AutoCloseable {

  /** Times from the commit to the row, in nanoseconds; empty where nothing can be measured. */
  Optional<Histogram> load(int perSecond, Duration time) throws IOException;

  @Override
  void close() throws SQLException;

  /** For a system that somebody else has started. */
  final class None implements Listen {
    @Override
    public Optional<Histogram> load(int perSecond, Duration time) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  /** On a database of the bench's. */
  static Listen on(Postgres postgres, String database) throws SQLException {
    postgres.execute(database, "create table written (id bigint primary key)");
    return new OnPostgres(postgres.connect(database), postgres.connect(database));
  }

  /** One connection writes, the other one listens. */
  final class OnPostgres implements Listen {
    private static final int LONGEST_WAIT = 100;

    private final Connection writer;
    private final Connection reader;
    private volatile long last;

    private OnPostgres(Connection writer, Connection reader) throws SQLException {
      this.writer = writer;
      this.reader = reader;
      try (Statement statement = reader.createStatement()) {
        statement.execute("listen written");
      }
    }

    @Override
    public Optional<Histogram> load(int perSecond, Duration time) throws IOException {
      Map<Long, Long> committed = new ConcurrentHashMap<>();
      long before = last;
      Thread writing = new Thread(() -> write(perSecond, time, committed), "listen-writer");
      writing.start();
      Histogram nanos = Load.histogram();
      try {
        long seen = before;
        while (writing.isAlive() || seen < last) {
          reader.unwrap(PGConnection.class).getNotifications(LONGEST_WAIT);
          seen = read(seen, committed, nanos);
        }
      } catch (SQLException e) {
        throw new IOException(e);
      }
      return Optional.of(nanos);
    }

    private void write(int perSecond, Duration time, Map<Long, Long> committed) {
      Arrivals arrivals = new Arrivals(perSecond, time, perSecond);
      try (PreparedStatement insert = writer.prepareStatement("insert into written values (?)");
          Statement statement = writer.createStatement()) {
        while (arrivals.await() != Arrivals.NONE) {
          insert.setLong(1, last + 1);
          insert.executeUpdate();
          committed.put(last + 1, System.nanoTime());
          last = last + 1;
          statement.execute("notify written");
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private long read(long after, Map<Long, Long> committed, Histogram nanos) throws SQLException {
      long newest = after;
      try (PreparedStatement select =
          reader.prepareStatement("select id from written where id > ? order by id")) {
        select.setLong(1, after);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            newest = rows.getLong(1);
            // It may be seen before its writer has heard of the commit.
            Long time = committed.remove(newest);
            nanos.recordValue(time == null ? 0 : System.nanoTime() - time);
          }
        }
      }
      return newest;
    }

    @Override
    public void close() throws SQLException {
      writer.close();
      reader.close();
    }
  }
}
