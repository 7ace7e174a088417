package io.botledger.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tokens at places of the log. What is missing below such a place may still come, so that it stands
 * in the token as a gap, unless no transaction was running; the reader closes what never comes.
 */
final class LogTokens {

  private static final String AT =
      """
      with place as materialized (
        select coalesce(max(global_index), 0) as position from events.event
        where global_index < coalesce(
          (select min(global_index) from events.event where time_stamp >= ?), 9223372036854775807)
      )
      select place.position, case
        when (select pg_snapshot_xmin(s)::text::bigint
                     >= pg_snapshot_xmax(s)::text::bigint + age(pg_snapshot_xmax(s)::xid)
              from pg_current_snapshot() as s) then '{}'
        else array(
          select generate_series(previous + 1, global_index - 1)
          from (select global_index, lag(global_index, 1, 0::bigint) over (order by global_index)
                  as previous
                from events.event where global_index <= place.position) as neighbours
          where global_index > previous + 1)
        end as missing
      from place
      """;

  private final JdbcClient database;

  LogTokens(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /** Behind the newest visible event. */
  GapAwareTrackingToken head() {
    return before(null);
  }

  /** Before the first event of that time or a later one; the head if there is none. */
  GapAwareTrackingToken at(Instant time) {
    return before(OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  private GapAwareTrackingToken before(@Nullable OffsetDateTime time) {
    return database
        .sql(AT)
        .param(1, time, Types.TIMESTAMP_WITH_TIMEZONE)
        .query(LogTokens::token)
        .single();
  }

  private static GapAwareTrackingToken token(ResultSet row, int number) throws SQLException {
    Long[] missing = (Long[]) row.getArray("missing").getArray();
    return GapAwareTrackingToken.newInstance(row.getLong("position"), List.of(missing));
  }
}
