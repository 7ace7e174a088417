package io.botledger.bench.scenario;

import io.botledger.bench.system.Postgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement that inserts what a schema's tables hold into new tables of the same kind.
 *
 * @param schema of the tables
 * @param tables those that are copied
 * @param statement one {@code insert … select} for each of them, in one statement
 */
record TableCopy(String schema, List<String> tables, String statement) {
  private static final String COPIES = "bench_copies";

  /** For all tables of a schema but Flyway's. */
  static TableCopy of(Postgres postgres, String database, String schema) throws SQLException {
    List<String> tables =
        postgres.ask(
            database,
            """
            select table_name from information_schema.tables
             where table_schema = '%s' and table_type = 'BASE TABLE' and table_name not like 'flyway%%'
             order by 1
            """
                .formatted(schema));
    List<String> inserts = new ArrayList<>();
    for (String table : tables) {
      String columns =
          postgres
              .ask(
                  database,
                  """
                  select string_agg(quote_ident(column_name), ', ' order by ordinal_position)
                    from information_schema.columns
                   where table_schema = '%s' and table_name = '%s' and is_generated = 'NEVER'
                  """
                      .formatted(schema, table))
              .get(0);
      inserts.add(
          "insert into %1$s.%2$s (%3$s) overriding system value select %3$s from %4$s.%2$s"
              .formatted(COPIES, table, columns, schema));
    }
    StringBuilder statement = new StringBuilder();
    for (int i = 0; i < inserts.size() - 1; i++) {
      statement.append(i == 0 ? "with " : ", ");
      statement.append("copy%d as (%s)".formatted(i, inserts.get(i)));
    }
    statement.append(' ').append(inserts.get(inserts.size() - 1));
    return new TableCopy(schema, tables, statement.toString());
  }

  /** Makes the new tables, runs the statement and drops them; how long the statement took. */
  double seconds(Postgres postgres, String database) throws SQLException {
    postgres.execute(database, "drop schema if exists %s cascade".formatted(COPIES));
    postgres.execute(database, "create schema " + COPIES);
    for (String table : tables) {
      postgres.execute(
          database,
          "create table %1$s.%2$s (like %3$s.%2$s including all)".formatted(COPIES, table, schema));
    }
    postgres.execute(database, "checkpoint");
    long start = System.nanoTime();
    postgres.execute(database, statement);
    double seconds = (System.nanoTime() - start) / 1e9;
    postgres.execute(database, "drop schema %s cascade".formatted(COPIES));
    return seconds;
  }

  /** The tables with their numbers of rows. */
  String describe(Postgres postgres, String database) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (String table : tables) {
      parts.add(
          "%s rows of %s"
              .formatted(
                  postgres
                      .ask(database, "select count(*) from %s.%s".formatted(schema, table))
                      .get(0),
                  table));
    }
    return String.join(", ", parts);
  }
}
