package io.botledger.query.projection;

import io.botledger.platform.database.RoundTrip;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Inserts rows by one statement, however many they are: an array for each column. */
public final class BulkInsert<R> {
  private final List<Column<R>> columns;
  private final String sql;

  public BulkInsert(String table, List<Column<R>> columns) {
    this.columns = List.copyOf(columns);
    this.sql =
        "insert into %s (%s) select * from unnest(%s)"
            .formatted(
                table,
                columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                columns.stream()
                    .map(column -> "?::" + column.type() + "[]")
                    .collect(Collectors.joining(", ")));
  }

  /** Inserts them in their order; nothing is done for none. */
  public void write(RoundTrip writes, List<R> rows) {
    if (!rows.isEmpty()) {
      writes.update(sql, columns.stream().map(column -> array(column, rows)).toArray());
    }
  }

  private static <R> @Nullable Object[] array(Column<R> column, List<R> rows) {
    @Nullable Object[] values = column.isNumber() ? new Long[rows.size()] : new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = column.value().apply(rows.get(i));
      values[i] = value == null || column.isNumber() ? value : value.toString();
    }
    return values;
  }
}
