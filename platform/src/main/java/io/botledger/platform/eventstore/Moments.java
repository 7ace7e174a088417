package io.botledger.platform.eventstore;

import io.botledger.platform.web.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moments in the history of a chatbot, told by a position or by a time. Each is found with one
 * query, by an index, whatever the length of the log.
 *
 * <p>Of a chatbot, events become visible in the order of their positions, and time never runs
 * backwards, so that a time is as good as a position.
 */
public final class Moments {

  /**
   * A moment in the history of a chatbot.
   *
   * @param position what happened up to here has happened, this position included; 0 is before
   *     everything
   * @param time the time that was asked for; else that of the newest event, and null before the
   *     first
   * @param newest the newest of the chatbot's events that have happened
   */
  public record Moment(long position, @Nullable Instant time, @Nullable Newest newest) {}

  /** An event: its position, and the version that it is about. */
  public record Newest(long position, String versionId) {}

  // The left side always has its row, so that the head comes even if there is no event.
  private static final String BY_POSITION =
      """
      select (select coalesce(max(global_index), 0) from events.event) as head,
        newest.global_index, newest.aggregate_identifier, newest.time_stamp as time
      from (values (1)) as one left join lateral (
        select global_index, aggregate_identifier, time_stamp from events.event
        where chatbot_id = ? and global_index <= ? order by global_index desc limit 1
      ) as newest on true
      """;

  private static final String BY_TIME =
      """
      select newest.global_index, newest.aggregate_identifier, asked.time
      from (select least(given.time, given.now) as time,
          case when given.time < given.now then given.time else 'infinity' end as bound
        from (select ?::timestamptz as time,
            date_trunc('milliseconds', clock_timestamp()) as now) as given) as asked
      left join lateral (
        select global_index, aggregate_identifier from events.event
        where chatbot_id = ? and time_stamp <= asked.bound
        order by time_stamp desc, global_index desc limit 1
      ) as newest on true
      """;

  private final JdbcClient database;

  /**
   * @param dataSource connections that may read the log
   */
  public Moments(DataSource dataSource) {
    this.database = JdbcClient.create(dataSource);
  }

  /**
   * The moment at which all events up to a position had happened.
   *
   * @throws Refusal a 400 if the log has not got that far; the field is {@code position}
   */
  public Moment at(String chatbotId, long position) {
    record Found(long head, Moment moment) {}
    Found found =
        database
            .sql(BY_POSITION)
            .params(chatbotId, position)
            .query(
                (row, number) ->
                    new Found(row.getLong("head"), new Moment(position, time(row), newest(row))))
            .single();
    if (position < 1 || position > found.head()) {
      throw Refusal.invalid(
          "position", "It must be a position in the log, which ends at " + found.head() + ".");
    }
    return found.moment();
  }

  /** The moment after the chatbot's newest event; before everything if it has none. */
  public Moment newest(String chatbotId) {
    return database
        .sql(BY_POSITION)
        .params(chatbotId, Long.MAX_VALUE)
        .query(
            (row, number) -> {
              Newest newest = newest(row);
              return new Moment(newest == null ? 0 : newest.position(), time(row), newest);
            })
        .single();
  }

  /** The moment of a time, what happened at that very time included. A time to come is now. */
  public Moment at(String chatbotId, Instant time) {
    // Events have milliseconds: what lies between two of them is as the former.
    OffsetDateTime asked =
        OffsetDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    return database
        .sql(BY_TIME)
        .params(asked, chatbotId)
        .query(
            (row, number) -> {
              Newest newest = newest(row);
              return new Moment(newest == null ? 0 : newest.position(), time(row), newest);
            })
        .single();
  }

  private static @Nullable Instant time(ResultSet row) throws SQLException {
    OffsetDateTime time = row.getObject("time", OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Newest newest(ResultSet row) throws SQLException {
    String versionId = row.getString("aggregate_identifier");
    return versionId == null ? null : new Newest(row.getLong("global_index"), versionId);
  }
}
