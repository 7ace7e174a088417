package io.botledger.query.rebuild;

import io.botledger.query.standing.Reached;
import io.botledger.query.standing.Reached.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares a table of the live generation with that of one that was just built, row by row. */
final class TableComparison {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int AT_ONCE = 500;

  private final JdbcClient database;
  private final ProjectionTable table;
  private final String live;
  private final String expected;
  private final long position;
  private final Findings findings;

  /**
   * @param database in a transaction with a snapshot
   * @param live the schema of the live generation
   * @param expected the schema of the other one
   * @param position as of which both are compared; both have handled everything up to it
   */
  TableComparison(
      JdbcClient database,
      ProjectionTable table,
      String live,
      String expected,
      long position,
      Findings findings) {
    this.database = database;
    this.table = table;
    this.live = live;
    this.expected = expected;
    this.position = position;
    this.findings = findings;
  }

  /** Finds what differs as of the position. */
  void compare() {
    findings.compared(
        database
            .sql("select count(*) from (%s) as rows".formatted(table.asOf(expected, position)))
            .query(Long.class)
            .single());
    database.sql(differences()).withFetchSize(AT_ONCE).query(this::differing);
  }

  private String differences() {
    String same =
        table.key().stream()
            .map(ProjectionTable::quoted)
            .map("live.%1$s = expected.%1$s"::formatted)
            .collect(Collectors.joining(" and "));
    String columns =
        table.columns().keySet().stream()
            .map(column -> "case when %s then '%s' end".formatted(table.differs(column), column))
            .collect(Collectors.joining(", "));
    String anything =
        table.columns().keySet().stream().map(table::differs).collect(Collectors.joining(" or "));
    return """
        with live as (%s), expected as (%s)
        select to_json(live)::text as live, to_json(expected)::text as expected,
          least(live.%3$s, expected.%3$s) as written_at,
          array_remove(array[%4$s], null) as columns
        from live full join expected on %5$s
        where %6$s
        order by written_at
        """
        .formatted(
            table.asOf(live, position),
            table.asOf(expected, position),
            ProjectionTable.quoted(table.writtenAt()),
            columns,
            same,
            anything);
  }

  private void differing(ResultSet row) throws SQLException {
    JsonNode there = json(row.getString("live"));
    JsonNode wanted = json(row.getString("expected"));
    long written = row.getLong("written_at");
    if (there == null || wanted == null) {
      if (wanted == null) {
        findings.compared(1);
      }
      add(there == null ? wanted : there, null, there, wanted, written);
      return;
    }
    for (String column : (String[]) row.getArray("columns").getArray()) {
      add(wanted, column, there.get(column), wanted.get(column), written);
    }
  }

  /**
   * Finds rows of the live generation that claim to be written, or ended, by events that it has not
   * handled, or that do not exist. What it handled after the position is not compared.
   */
  void findPhantoms(Reached reached) {
    phantoms(table.writtenAt(), "", reached);
    if (table.ends()) {
      String earlier =
          "%s <= %d and".formatted(ProjectionTable.quoted(table.writtenAt()), position);
      phantoms("to_position", earlier, reached);
    }
  }

  private void phantoms(String column, String condition, Reached reached) {
    boolean whole = condition.isEmpty();
    database
        .sql(
            """
            select to_json(live)::text as live, live.%1$s as claimed, live.%2$s as written_at,
              live.chatbot_id, event.global_index is not null as happened
            from %3$s as live left join events.event
              on event.global_index = live.%1$s and event.chatbot_id = live.chatbot_id
            where %4$s live.%1$s > %5$d
            order by written_at
            """
                .formatted(
                    ProjectionTable.quoted(column),
                    ProjectionTable.quoted(table.writtenAt()),
                    table.in(live),
                    condition,
                    position))
        .withFetchSize(AT_ONCE)
        .query(
            row -> {
              Event event =
                  new Event(row.getLong("claimed"), row.getString("chatbot_id"), Instant.EPOCH);
              if (!row.getBoolean("happened") || !reached.covers(event)) {
                JsonNode there = json(row.getString("live"));
                add(
                    there,
                    whole ? null : column,
                    whole || there == null ? there : there.get(column),
                    null,
                    row.getLong("written_at"));
              }
            });
  }

  private void add(
      @Nullable JsonNode keyed,
      @Nullable String column,
      @Nullable JsonNode there,
      @Nullable JsonNode wanted,
      long written) {
    String key =
        table.key().stream()
            .map(part -> part + "=" + (keyed == null ? "" : keyed.get(part).asString()))
            .collect(Collectors.joining(", "));
    findings.add(new Difference(table.name(), key, column, there, wanted, written));
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : JSON.readTree(text);
  }
}
