package io.botledger.query.rebuild;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table of a projection as the catalog describes it, made comparable as of a position: rows that
 * were written later are left out, and what ended later has not ended yet.
 *
 * @param name without its schema
 * @param key the columns of the primary key, in order
 * @param columns all columns that are written, with their types
 */
record ProjectionTable(String name, List<String> key, Map<String, String> columns) {

  private static final String CATALOG =
      """
      select tables.relname as table_name, columns.attname as column_name,
        format_type(columns.atttypid, null) as type, coalesce(keys.place, 0) as place
      from pg_class as tables
      join pg_namespace as schemas on schemas.oid = tables.relnamespace
      join pg_attribute as columns on columns.attrelid = tables.oid
      left join pg_index as primary_key
        on primary_key.indrelid = tables.oid and primary_key.indisprimary
      left join lateral (
        select place from unnest(primary_key.indkey) with ordinality as part (number, place)
        where part.number = columns.attnum) as keys on true
      where schemas.nspname = ? and tables.relkind = 'r' and columns.attnum > 0
        and not columns.attisdropped and columns.attgenerated = ''
        and tables.relname <> 'flyway_schema_history'
      order by tables.relname, columns.attnum
      """;

  private static final String FROM = "from_position";
  private static final String AT = "position";
  private static final String TO = "to_position";

  /** All tables of a schema. */
  static List<ProjectionTable> of(JdbcClient database, String schema) {
    Map<String, Map<String, String>> columns = new LinkedHashMap<>();
    Map<String, TreeMap<Integer, String>> keys = new LinkedHashMap<>();
    database
        .sql(CATALOG)
        .param(schema)
        .query(
            row -> {
              String table = row.getString("table_name");
              String column = row.getString("column_name");
              columns
                  .computeIfAbsent(table, one -> new LinkedHashMap<>())
                  .put(column, row.getString("type"));
              TreeMap<Integer, String> key = keys.computeIfAbsent(table, one -> new TreeMap<>());
              if (row.getInt("place") > 0) {
                key.put(row.getInt("place"), column);
              }
            });
    List<ProjectionTable> tables = new ArrayList<>();
    columns.forEach(
        (name, of) ->
            tables.add(
                new ProjectionTable(
                    name, List.copyOf(keys.getOrDefault(name, new TreeMap<>()).values()), of)));
    tables.forEach(ProjectionTable::requireComparable);
    return tables;
  }

  private void requireComparable() {
    if (key.isEmpty() || !(columns.containsKey(FROM) || columns.containsKey(AT))) {
      throw new RebuildFailed(
          "The table %s cannot be compared: it lacks a primary key, or %s, or %s."
              .formatted(name, FROM, AT));
    }
  }

  /** The column that says which event wrote a row. */
  String writtenAt() {
    return columns.containsKey(FROM) ? FROM : AT;
  }

  /** Whether rows end. */
  boolean ends() {
    return columns.containsKey(TO);
  }

  /** The rows as of a position, for SQL. */
  String asOf(String schema, long position) {
    String selected =
        columns.keySet().stream()
            .map(column -> selected(column, position))
            .collect(Collectors.joining(", "));
    return "select %s from %s where %s <= %d"
        .formatted(selected, in(schema), quoted(writtenAt()), position);
  }

  private String selected(String column, long position) {
    return ends() && column.startsWith("to_")
        ? "case when %s <= %d then %s end as %s"
            .formatted(quoted(TO), position, quoted(column), quoted(column))
        : quoted(column);
  }

  /** Its name with the schema's, for SQL. */
  String in(String schema) {
    return quoted(schema) + "." + quoted(name);
  }

  /** An SQL condition: the column differs between {@code live} and {@code expected}. */
  String differs(String column) {
    // Of the type json there is no equality.
    String cast = "json".equals(columns.get(column)) ? "::text" : "";
    return "live.%1$s%2$s is distinct from expected.%1$s%2$s".formatted(quoted(column), cast);
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
