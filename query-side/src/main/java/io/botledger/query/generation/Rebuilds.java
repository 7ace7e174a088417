package io.botledger.query.generation;

import io.botledger.platform.progress.Projection;
import io.botledger.query.generation.Rebuild.Kind;
import io.botledger.query.generation.Rebuild.Phase;
import io.botledger.query.generation.Rebuild.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of rebuilds and verifications, for readers. */
public final class Rebuilds {
  private static final String SELECT = "select * from query.rebuild where ";

  private final JdbcClient database;

  public Rebuilds(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** One of a projection by its id. */
  public Optional<Rebuild> find(Projection projection, Kind kind, String id) {
    return database
        .sql(SELECT + "id = ? and projection = ? and kind = ?")
        .params(id, projection.text(), kind.text())
        .query(Rebuilds::read)
        .optional();
  }

  /** What is built beside a projection's live generation at present. */
  public Optional<Rebuild> running(Projection projection) {
    return database
        .sql(SELECT + "projection = ? and state = 'running'")
        .param(projection.text())
        .query(Rebuilds::read)
        .optional();
  }

  /** All that run. */
  public List<Rebuild> running() {
    return database.sql(SELECT + "state = 'running' order by started").query(Rebuilds::read).list();
  }

  static Rebuild read(ResultSet row, int number) throws SQLException {
    return new Rebuild(
        row.getString("id"),
        one(Kind.values(), Kind::text, row.getString("kind")),
        new Generation(
            Projection.named(row.getString("projection")).orElseThrow(), row.getInt("generation")),
        one(State.values(), State::text, row.getString("state")),
        one(Phase.values(), Phase::text, row.getString("phase")),
        row.getLong("head"),
        row.getString("actor"),
        row.getString("reason"),
        row.getObject("started", OffsetDateTime.class).toInstant(),
        time(row.getObject("finished", OffsetDateTime.class)),
        row.getObject("handled", Long.class),
        row.getObject("total", Long.class),
        row.getString("failure"),
        row.getString("result"));
  }

  private static @Nullable Instant time(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static <T> T one(T[] all, Function<T, String> text, @Nullable String wanted) {
    return Arrays.stream(all)
        .filter(one -> text.apply(one).equals(wanted))
        .findFirst()
        .orElseThrow();
  }
}
