package io.botledger.query.projection;

import io.botledger.platform.database.RoundTrip;
import io.botledger.query.generation.Generation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows say what was true from one position on until, exclusively, another. A row is
 * never changed in what it says: it ends, and a new one begins.
 */
public final class TemporalTable<R> {

  /** Reads a row. */
  public interface Reader<R> {
    R read(ResultSet row) throws SQLException;
  }

  /**
   * What a row says, and for how long.
   *
   * @param to null: until now
   */
  record Span<R>(R row, long from, @Nullable Long to) {}

  private final String load;
  private final String end;
  private final Reader<R> reader;
  private final BulkInsert<Span<R>> insert;

  /**
   * @param name the table goes by it in {@code selected}
   * @param key the column of what a row is about
   * @param selected what the reader needs, for SQL
   * @param columns all but {@code from_position} and {@code to_position}
   */
  public TemporalTable(
      Generation generation,
      String name,
      String key,
      String selected,
      Reader<R> reader,
      List<Column<R>> columns) {
    String table = generation.table(name);
    this.reader = reader;
    this.load =
        """
        select %1$s, %2$s.%3$s as key, %2$s.from_position from %4$s as %2$s
        where %2$s.%3$s = any(?) and %2$s.to_position is null
        """
            .formatted(selected, name, key, table);
    // By the place of a row, since a join with the rows themselves was planned, while the table was
    // small, as a scan of all that are present. That it is still present is asked once more, for
    // whoever has waited for another writer; as "is null" it would bring that plan back.
    this.end =
        """
        update %1$s as present set to_position = ended.position
        from (
          select asked.position, (
              select row.ctid from %1$s as row
              where row.%2$s = asked.key and row.to_position is null) as place
          from unnest(?::text[], ?::bigint[]) as asked (key, position) offset 0) as ended
        where present.ctid = ended.place and coalesce(present.to_position, -1) = -1
        """
            .formatted(table, key);
    Stream<Column<Span<R>>> said =
        columns.stream()
            .map(
                column ->
                    new Column<Span<R>>(
                        column.name(), column.type(), span -> column.value().apply(span.row())));
    this.insert =
        new BulkInsert<>(
            table,
            Stream.concat(
                    said,
                    Stream.of(
                        new Column<Span<R>>("from_position", "bigint", Span::from),
                        new Column<Span<R>>("to_position", "bigint", Span::to)))
                .toList());
  }

  /**
   * Has the present rows of what the keys name loaded; those without a row are absent.
   *
   * @return the rows, which are there once the reads are done
   */
  public TemporalRows<R> load(RoundTrip reads, Collection<String> keys) {
    TemporalRows<R> rows = new TemporalRows<>(this);
    if (!keys.isEmpty()) {
      reads.query(
          result -> {
            while (result.next()) {
              rows.loaded(
                  result.getString("key"), reader.read(result), result.getLong("from_position"));
            }
          },
          load,
          (Object) keys.toArray());
    }
    return rows;
  }

  /**
   * @param ended the rows that end, by key, and where
   */
  void write(RoundTrip writes, Map<String, Long> ended, List<Span<R>> begun) {
    if (!ended.isEmpty()) {
      writes.update(
          RowCount.of(ended.size()),
          end,
          ended.keySet().toArray(),
          ended.values().toArray(Long[]::new));
    }
    insert.write(writes, begun);
  }
}
