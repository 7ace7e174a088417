package io.botledger.query.deployed;

import io.botledger.events.DeploymentStarted;
import io.botledger.events.VersionUndeployed;
import io.botledger.platform.database.RoundTrip;
import io.botledger.query.deployed.Ledger.End;
import io.botledger.query.deployed.Ledger.Entry;
import io.botledger.query.generation.Generation;
import io.botledger.query.projection.BulkInsert;
import io.botledger.query.projection.Column;
import io.botledger.query.projection.GivenUp;
import io.botledger.query.projection.Recorded;
import io.botledger.query.projection.RowCount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table {@code deployment} of a generation, as batches of events read and write it. */
final class DeploymentTable {
  private static final List<Column<Entry>> COLUMNS =
      List.of(
          new Column<>("deployment_id", "text", entry -> entry.start().deploymentId()),
          new Column<>("chatbot_id", "text", entry -> entry.start().chatbotId()),
          new Column<>("environment", "text", entry -> entry.start().environment()),
          new Column<>("apps", "text", entry -> entry.start().components().apps()),
          new Column<>("settings", "text", entry -> entry.start().components().settings()),
          new Column<>("conversation", "text", entry -> entry.start().components().conversation()),
          new Column<>("kind", "text", entry -> entry.start().kind()),
          new Column<>("actor", "text", entry -> entry.start().actor()),
          new Column<>("reason", "text", entry -> entry.start().reason()),
          new Column<>("previous_deployment_id", "text", entry -> entry.start().previousId()),
          new Column<>("from_time", "timestamptz", entry -> entry.start().time()),
          new Column<>("from_position", "bigint", entry -> entry.start().position()),
          new Column<>(
              "to_time", "timestamptz", entry -> entry.end() == null ? null : entry.end().time()),
          new Column<>(
              "to_position",
              "bigint",
              entry -> entry.end() == null ? null : entry.end().position()));

  private final String load;
  private final String end;
  private final BulkInsert<Entry> insert;

  DeploymentTable(Generation generation) {
    String table = generation.table("deployment");
    load =
        """
        select deployment_id, chatbot_id, environment, from_position, false as runs from %1$s
        where deployment_id = any(?) and to_position is not null
        union all
        select deployment_id, chatbot_id, environment, from_position, true as runs from %1$s
        where chatbot_id = any(?) and to_position is null
        """
            .formatted(table);
    // By the place of a row, as TemporalTable does.
    end =
        """
        update %1$s as running set to_time = ended.time, to_position = ended.position
        from (
          select asked.time, asked.position, (
              select row.ctid from %1$s as row
              where row.deployment_id = asked.id and row.to_position is null) as place
          from unnest(?::text[], ?::timestamptz[], ?::bigint[]) as asked (id, time, position)
          offset 0) as ended
        where running.ctid = ended.place and coalesce(running.to_position, -1) = -1
        """
            .formatted(table);
    insert = new BulkInsert<>(table, COLUMNS);
  }

  /**
   * Has loaded what runs of the chatbots and the deployments that the events name, in one
   * statement. A deployment of another chatbot that runs is not found; an event that names it
   * cannot be written.
   */
  Ledger load(RoundTrip reads, List<Recorded> events, GivenUp givenUp) {
    Ledger ledger = new Ledger(givenUp);
    Object[] ids = events.stream().map(DeploymentTable::named).filter(Objects::nonNull).toArray();
    if (ids.length > 0) {
      Stream<String> chatbots = events.stream().map(one -> one.event().chatbotId()).distinct();
      reads.query(
          rows -> {
            while (rows.next()) {
              ledger.loaded(
                  rows.getString("deployment_id"),
                  rows.getString("chatbot_id"),
                  rows.getString("environment"),
                  rows.getLong("from_position"),
                  rows.getBoolean("runs"));
            }
          },
          load,
          ids,
          chatbots.toArray());
    }
    return ledger;
  }

  private static @Nullable String named(Recorded recorded) {
    if (recorded.event() instanceof DeploymentStarted started) {
      return started.deploymentId();
    }
    return recorded.event() instanceof VersionUndeployed ended ? ended.deploymentId() : null;
  }

  /** Has what ended and what started written: two statements at most. */
  void write(RoundTrip writes, Ledger ledger) {
    Map<String, End> ended = ledger.ended();
    if (!ended.isEmpty()) {
      writes.update(
          RowCount.of(ended.size()),
          end,
          ended.keySet().toArray(),
          ended.values().stream().map(End::time).toArray(),
          ended.values().stream().map(End::position).toArray(Long[]::new));
    }
    insert.write(writes, ledger.started());
  }
}
