package io.botledger.platform.eventstore;

import io.botledger.platform.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an aggregate was after one of its events; loads begin with it, instead of with the first
 * event. It is written in the transaction of the events that follow it, while nobody else can
 * append to the stream.
 *
 * @param sequence the number of the last event that is in it
 * @param state JSON of the aggregate's own
 */
public record Snapshot(String aggregate, long sequence, String state) {

  /**
   * To be raised whenever states are kept, or follow from events, in another way than before: those
   * of another revision are not read.
   */
  public static final String REVISION = "1";

  /** Stands where an event has its type. */
  static final String TYPE = "Snapshot";

  /**
   * As rows of the log, without what only events have.
   *
   * @see StoredEvents#COLUMNS
   */
  static final String COLUMNS =
      """
      null::bigint as global_index, null as event_identifier, aggregate_identifier, sequence_number, \
      null as type, '%s' as payload_type, revision as payload_revision, state as payload, \
      null::json as meta_data, null::timestamptz as time_stamp"""
          .formatted(TYPE);

  private static final String KEEP =
      """
      insert into events.snapshot (aggregate_identifier, sequence_number, revision, state)
      values (?, ?, ?, ?::json)
      on conflict (aggregate_identifier) do update
        set sequence_number = excluded.sequence_number, revision = excluded.revision,
            state = excluded.state
      """;

  /** Has it written with the events of the unit of work that runs, if there will be any. */
  public void keep() {
    BeforeTheAppend.add(
        CurrentUnitOfWork.get(), new Statements().add(KEEP, aggregate, sequence, REVISION, state));
  }

  /** All that loads can begin with. */
  public static List<Snapshot> all(DataSource dataSource) {
    return JdbcClient.create(dataSource)
        .sql(
            "select %s from events.snapshot where revision = ? order by aggregate_identifier"
                .formatted(COLUMNS))
        .param(REVISION)
        .query((row, number) -> read(row))
        .list();
  }

  static Snapshot read(ResultSet row) throws SQLException {
    return new Snapshot(
        row.getString("aggregate_identifier"),
        row.getLong("sequence_number"),
        row.getString("payload"));
  }

  /** What Axon begins an aggregate's stream with; the payload is this. */
  DomainEventMessage<?> message() {
    return new GenericDomainEventMessage<>(TYPE, aggregate, sequence, this);
  }
}
