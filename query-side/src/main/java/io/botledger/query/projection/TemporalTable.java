package io.botledger.query.projection;

import io.botledger.query.generation.Generation;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
    this.end =
        """
        update %s as present set to_position = ended.position
        from unnest(?::text[], ?::bigint[]) as ended (key, position)
        where present.%s = ended.key and present.to_position is null
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

  /** Loads the present rows of what the keys name; those without a row are absent. */
  public TemporalRows<R> load(Connection connection, Collection<String> keys) throws SQLException {
    TemporalRows<R> rows = new TemporalRows<>(this);
    if (!keys.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(load)) {
        statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            rows.loaded(
                result.getString("key"), reader.read(result), result.getLong("from_position"));
          }
        }
      }
    }
    return rows;
  }

  /**
   * @param ended the rows that end, by key, and where
   */
  void write(Connection connection, Map<String, Long> ended, List<Span<R>> begun)
      throws SQLException {
    if (!ended.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(end)) {
        statement.setArray(1, connection.createArrayOf("text", ended.keySet().toArray()));
        statement.setArray(2, connection.createArrayOf("bigint", ended.values().toArray()));
        RowCount.require(ended.size(), statement.executeUpdate());
      }
    }
    insert.write(connection, begun);
  }
}
